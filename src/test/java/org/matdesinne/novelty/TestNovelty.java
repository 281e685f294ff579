package org.matdesinne.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Spread;

class TestNovelty {
  private static final double TOLERANCE = 0.01;
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 6, 4, Role.LATTICE, 4),
              new DesignParameter("angle", "degree", 60, 120, 90, Role.LATTICE, 90),
              new DesignParameter("height", "angstrom", 8, 16, 12, Role.LATTICE, 12),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));

  @ParameterizedTest
  // From a single leaf to many levels.
  @CsvSource({"1, 2", "2, 12", "3, 13", "4, 100", "5, 1000", "6, 4001"})
  void agreesWithComparingEveryTrainingPoint(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] training = points(random, count);
    Novelty novelty = Novelty.of(SPACE, training, TOLERANCE);
    double[] deviations = deviations(training);
    int novel = 0;
    for (double[] near : neighbours(random, training, 500)) {
      Novelty.Result result = novelty.examine(near);
      assertThat(result.nearestDistance())
          .isCloseTo(nearestDistance(near, training, deviations), within(1e-12));
      assertThat(result.novelAverage()).isEqualTo(novelAverage(near, training));
      assertThat(result.novelMaximum()).isEqualTo(novelMaximum(near, training));
      novel += result.novelMaximum() ? 1 : 0;
    }
    assertThat(novel).as("both outcomes must occur").isBetween(1, 499);
  }

  @Test
  void aTrainingPointIsNotNovelAndLiesAtDistanceZero() {
    double[][] training = points(new SplittableRandom(7), 1000);
    Novelty novelty = Novelty.of(SPACE, training, TOLERANCE);
    for (double[] point : training) {
      assertThat(novelty.examine(point)).isEqualTo(new Novelty.Result(0, false, false));
    }
  }

  @Test
  void pointsThatStandManyTimesAreFound() {
    double[] twin = {4, 90, 12, 0};
    double[][] training = IntStream.range(0, 500).mapToObj(i -> twin).toArray(double[][]::new);
    Novelty novelty = Novelty.of(SPACE, training, TOLERANCE);
    assertThat(novelty.examine(twin)).isEqualTo(new Novelty.Result(0, false, false));
    // Nothing varies: every parameter counts in its own unit.
    assertThat(novelty.examine(new double[] {4, 93, 16, 0}))
        .isEqualTo(new Novelty.Result(5, true, true));
  }

  @Test
  void aDifferenceOfExactlyTheToleranceIsNotNovel() {
    Novelty novelty = Novelty.of(SPACE, new double[][] {{4, 90, 12, 0}}, 0.25);
    assertThat(novelty.examine(new double[] {5, 90, 12, 0}).novelMaximum()).isFalse();
    assertThat(novelty.examine(new double[] {Math.nextUp(5), 90, 12, 0}).novelMaximum()).isTrue();
    assertThat(novelty.examine(new double[] {5, 90, 12, 0.75}).novelAverage()).isFalse();
    assertThat(novelty.examine(new double[] {5, 90, 12, 0.7500001}).novelAverage()).isTrue();
  }

  @Test
  void onlyTheAverageCountsWhatIsNotTheLattice() {
    Novelty novelty = Novelty.of(SPACE, new double[][] {{4, 90, 12, -1}}, TOLERANCE);
    Novelty.Result result = novelty.examine(new double[] {4, 90, 12, 1});
    assertThat(result).isEqualTo(new Novelty.Result(2, true, false));
  }

  @Test
  void spacingIsTheMedianDistanceToTheNearestPointElsewhere() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] training = points(random, 400);
    double[] deviations = deviations(training);
    double[] toNext = new double[training.length];
    for (int i = 0; i < training.length; i++) {
      double[][] others = training.clone();
      others[i] = training[(i + 1) % training.length];
      toNext[i] = nearestDistance(training[i], others, deviations);
    }
    assertThat(Novelty.of(SPACE, training, TOLERANCE).spacing())
        .isCloseTo(Spread.of(toNext).median(), within(1e-9));
  }

  @Test
  void copiesOfAPointSayNothingOfTheSpacing() {
    double[] here = {4, 90, 12, 0};
    double[] there = {4, 93, 16, 0};
    double[][] training = {here, here, here, here, there};
    double unit = Math.sqrt(0.16);
    assertThat(Novelty.of(SPACE, training, TOLERANCE).spacing())
        .isCloseTo(Math.sqrt(2) / unit, within(1e-9));
    assertThat(Novelty.of(SPACE, new double[][] {here, here}, TOLERANCE).spacing()).isInfinite();
  }

  @Test
  void rejectsAnEmptyTrainingSet() {
    assertThatThrownBy(() -> Novelty.of(SPACE, new double[0][], TOLERANCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no training points to compare with");
  }

  @Test
  void rejectsPointsOfAnotherLengthOrNotFinite() {
    Novelty novelty = Novelty.of(SPACE, new double[][] {{4, 90, 12, 0}}, TOLERANCE);
    assertThatThrownBy(() -> novelty.examine(new double[] {4, 90, 12}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 4 finite values, not [4.0, 90.0, 12.0]");
    assertThatThrownBy(() -> novelty.examine(new double[] {4, Double.NaN, 12, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 4 finite values, not [4.0, NaN, 12.0, 0.0]");
  }

  /** Points all over the space, every third on the sheet where the angle is the reference. */
  private static double[][] points(SplittableRandom random, int count) {
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = SPACE.parameters().stream().mapToDouble(p -> uniform(random, p)).toArray();
      if (i % 3 == 0) {
        points[i][1] = 90;
      }
    }
    return points;
  }

  private static double uniform(SplittableRandom random, DesignParameter parameter) {
    return random.nextDouble(parameter.minimum(), parameter.maximum());
  }

  /** Points around training points, up to three tolerances away in every parameter. */
  private static double[][] neighbours(SplittableRandom random, double[][] training, int count) {
    double[][] neighbours = new double[count][];
    for (int i = 0; i < count; i++) {
      double reach = random.nextDouble(3 * TOLERANCE);
      neighbours[i] = training[random.nextInt(training.length)].clone();
      for (int j = 0; j < SPACE.dimension(); j++) {
        neighbours[i][j] += random.nextDouble(-reach, reach) * scale(j);
      }
    }
    return neighbours;
  }

  private static double nearestDistance(double[] point, double[][] training, double[] deviations) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] other : training) {
      double sum = 0;
      for (int j = 0; j < point.length; j++) {
        sum += Math.pow((point[j] - other[j]) / deviations[j], 2);
      }
      nearest = Math.min(nearest, Math.sqrt(sum));
    }
    return nearest;
  }

  private static boolean novelAverage(double[] point, double[][] training) {
    for (double[] other : training) {
      double sum = 0;
      for (int j = 0; j < point.length; j++) {
        sum += Math.abs(point[j] - other[j]) / scale(j);
      }
      if (sum / point.length <= TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static boolean novelMaximum(double[] point, double[][] training) {
    for (double[] other : training) {
      double greatest = 0;
      for (int j = 0; j < 3; j++) {
        greatest = Math.max(greatest, Math.abs(point[j] - other[j]) / scale(j));
      }
      if (greatest <= TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static double scale(int parameter) {
    return SPACE.parameters().get(parameter).noveltyScale();
  }

  private static double[] deviations(double[][] points) {
    double[] deviations = new double[SPACE.dimension()];
    for (int j = 0; j < deviations.length; j++) {
      double mean = 0;
      double square = 0;
      for (double[] point : points) {
        mean += point[j] / points.length;
        square += point[j] * point[j] / points.length;
      }
      deviations[j] = Math.sqrt(square - mean * mean);
    }
    return deviations;
  }
}
