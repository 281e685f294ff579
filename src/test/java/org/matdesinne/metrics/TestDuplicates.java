package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Mos2Space;
import org.matdesinne.design.SymmetryGroup;
import org.matdesinne.novelty.ScaledDistance;

class TestDuplicates {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 6, 4, Role.LATTICE, 4),
              new DesignParameter("angle", "degree", 60, 120, 90, Role.LATTICE, 90),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));

  private static final DesignSpace MOS2 = Mos2Space.read();

  @ParameterizedTest
  @ValueSource(doubles = {0.003, 0.01, 0.05})
  void agreesWithComparingEveryPair(double tolerance) {
    double[][] candidates = points(2000);
    Duplicates duplicates = Duplicates.of(SPACE, candidates, tolerance);
    int onAverage = repeats(candidates, (a, b) -> average(a, b) <= tolerance);
    int atMaximum = repeats(candidates, (a, b) -> maximum(a, b) <= tolerance);
    assertThat(duplicates)
        .isEqualTo(new Duplicates(candidates.length, onAverage, atMaximum, onAverage, atMaximum));
    assertThat(duplicates.onAverage()).isBetween(1, candidates.length - 2);
    assertThat(duplicates.atMaximum()).isBetween(1, candidates.length - 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.03, 0.05})
  void agreesWithComparingEveryPairOfImages(double tolerance) {
    double[][] candidates =
        Mos2Space.points(1000, RandomSource.PHILOX_4X64.create(2L)).toArray(double[][]::new);
    SymmetryGroup group = MOS2.symmetryGroup();
    ScaledDistance average = ScaledDistance.noveltyAverage(MOS2);
    ScaledDistance maximum = ScaledDistance.noveltyMaximum(MOS2);
    Duplicates duplicates = Duplicates.of(MOS2, candidates, tolerance);
    assertThat(duplicates)
        .isEqualTo(
            new Duplicates(
                candidates.length,
                repeats(candidates, (a, b) -> average.between(a, b) <= tolerance),
                repeats(candidates, (a, b) -> maximum.between(a, b) <= tolerance),
                repeatsOfImages(candidates, group, average, tolerance),
                repeatsOfImages(candidates, group, maximum, tolerance)));
    assertThat(duplicates.imagesOnAverage()).isGreaterThan(duplicates.onAverage());
  }

  private static int repeatsOfImages(
      double[][] points, SymmetryGroup group, ScaledDistance rule, double tolerance) {
    return (int)
        IntStream.range(0, points.length)
            .filter(
                i ->
                    Arrays.stream(group.images(points[i]))
                        .anyMatch(
                            image ->
                                Arrays.stream(points, 0, i)
                                    .anyMatch(b -> rule.between(image, b) <= tolerance)))
            .count();
  }

  @Test
  void aMirrorImageIsUniqueButNotDistinct() {
    double[] point = {3.1, 3.3, 12, 88, 93, 118, 0.3};
    double[][] images = MOS2.symmetryGroup().images(point);
    Duplicates duplicates = Duplicates.of(MOS2, images, 1e-6);
    assertThat(duplicates).isEqualTo(new Duplicates(24, 0, 12, 23, 23));
    assertThat(duplicates.uniqueAverage()).isEqualTo(1);
    assertThat(duplicates.distinctAverage()).isEqualTo(1.0 / 24);
    assertThat(duplicates.distinctMaximum()).isEqualTo(1.0 / 24);
  }

  @Test
  @Timeout(20)
  void tenThousandCandidatesTakeSeconds() {
    double[][] candidates =
        Mos2Space.points(10_000, RandomSource.PHILOX_4X64.create(2L)).toArray(double[][]::new);
    assertThat(Duplicates.of(MOS2, candidates, 0.01).imagesOnAverage()).isPositive();
  }

  @FunctionalInterface
  private interface Same {
    boolean test(double[] a, double[] b);
  }

  private static int repeats(double[][] points, Same same) {
    return (int)
        IntStream.range(0, points.length)
            .filter(i -> Arrays.stream(points, 0, i).anyMatch(b -> same.test(points[i], b)))
            .count();
  }

  private static double average(double[] a, double[] b) {
    return IntStream.range(0, 3).mapToDouble(j -> scaled(a, b, j)).sum() / 3;
  }

  private static double maximum(double[] a, double[] b) {
    return Math.max(scaled(a, b, 0), scaled(a, b, 1));
  }

  private static double scaled(double[] a, double[] b, int parameter) {
    return Math.abs(a[parameter] - b[parameter]) / SPACE.parameters().get(parameter).noveltyScale();
  }

  private static double[][] points(int count) {
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(2L);
    return Stream.generate(
            () ->
                SPACE.parameters().stream()
                    .mapToDouble(p -> random.nextDouble(p.minimum(), p.maximum()))
                    .toArray())
        .limit(count)
        .toArray(double[][]::new);
  }

  @Test
  void theFirstOfSeveralRepeatsNone() {
    double[] twin = {4, 90, 0};
    double[][] candidates = Stream.generate(() -> twin).limit(500).toArray(double[][]::new);
    Duplicates duplicates = Duplicates.of(SPACE, candidates, 0);
    assertThat(duplicates).isEqualTo(new Duplicates(500, 499, 499, 499, 499));
    assertThat(duplicates.uniqueAverage()).isEqualTo(0.002);
  }

  @Test
  void aKnownLatticeInAnotherFieldIsTheSameAtMaximum() {
    double[][] candidates = {{4, 90, -1}, {4, 90, 1}, {5, 90, 1}};
    Duplicates duplicates = Duplicates.of(SPACE, candidates, 0.01);
    assertThat(duplicates).isEqualTo(new Duplicates(3, 0, 1, 0, 1));
    assertThat(duplicates.uniqueAverage()).isEqualTo(1);
    assertThat(duplicates.uniqueMaximum()).isEqualTo(2.0 / 3);
  }

  @Test
  void aCandidateIsComparedWithThoseThatRepeatOthersToo() {
    double[][] chain = {{4, 90, 0}, {5, 90, 0}, {6, 90, 0}};
    assertThat(Duplicates.of(SPACE, chain, 0.25)).isEqualTo(new Duplicates(3, 2, 2, 2, 2));
  }

  @Test
  void rejectsNoCandidatesAndPointsOfAnotherLengthOrNotFinite() {
    assertThatThrownBy(() -> Duplicates.of(SPACE, new double[0][], 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no candidates to compare with one another");
    assertThatThrownBy(() -> Duplicates.of(SPACE, new double[][] {{4, 90}}, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 3 finite values, not [4.0, 90.0]");
    assertThatThrownBy(() -> Duplicates.of(SPACE, new double[][] {{4, 90, Double.NaN}}, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 3 finite values, not [4.0, 90.0, NaN]");
  }
}
