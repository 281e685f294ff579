package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Mos2Space;
import org.matdesinne.design.Orbits;
import org.matdesinne.design.SymmetryGroup;

class TestSplitter {
  private static final int POINTS = 100_000;

  private static final Orbits PLAIN =
      Orbits.of(
          new DesignSpace(
              List.of(
                  new DesignParameter("p", "1", -10, 10, 0, Role.LATTICE, 1),
                  new DesignParameter("q", "1", -10, 10, 0, Role.LATTICE, 1))));
  private static final DesignSpace MOS2 = Mos2Space.read();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2021, -1})
  void sharesComeOutAsAsked(long seed) {
    Splitter splitter = new Splitter(seed, 0.05, 0.2, PLAIN);
    assertShares(IntStream.range(0, POINTS).mapToObj(i -> splitter.split(point(i, 0))));
  }

  @Test
  void sharesComeOutAsAskedOfPointsWithImages() {
    Splitter splitter = new Splitter(2021, 0.05, 0.2, Orbits.of(MOS2));
    assertShares(Mos2Space.points(POINTS, random()).stream().map(splitter::split));
  }

  private static void assertShares(Stream<Split> splits) {
    Map<Split, Integer> counts = new TreeMap<>();
    splits.forEach(split -> counts.merge(split, 1, Integer::sum));
    // Five standard deviations of a binomial share are less than 0.0064.
    assertThat(share(counts, Split.TEST)).isCloseTo(0.2, within(0.0064));
    assertThat(share(counts, Split.VALIDATION)).isCloseTo(0.05, within(0.0064));
    assertThat(share(counts, Split.TRAIN)).isCloseTo(0.75, within(0.0064));
  }

  @Test
  void equalPointsShareASplit() {
    Splitter splitter = new Splitter(7, 0.3, 0.3, PLAIN);
    for (int i = 0; i < 1000; i++) {
      assertThat(splitter.split(new double[] {i, -0.0}))
          .isEqualTo(splitter.split(new double[] {i, 0.0}));
    }
  }

  @Test
  void allImagesOfAPointShareASplit() {
    Splitter splitter = new Splitter(7, 0.3, 0.3, Orbits.of(MOS2));
    SymmetryGroup group = MOS2.symmetryGroup();
    for (double[] point : pointsAndThoseOnSheets()) {
      double[][] images = group.images(point);
      assertThat(images).hasDimensions(24, point.length);
      Split split = splitter.split(point);
      for (double[] image : images) {
        assertThat(splitter.split(image)).as(Arrays.toString(image)).isEqualTo(split);
        double[] negativeZero = image.clone();
        negativeZero[6] = image[6] == 0 ? -0.0 : image[6];
        assertThat(splitter.split(negativeZero)).isEqualTo(split);
      }
    }
  }

  /** Anywhere, with the angles or the field at the reference, with equal axes, of few decimals. */
  private static List<double[]> pointsAndThoseOnSheets() {
    List<double[]> points = new ArrayList<>();
    for (double[] anywhere : Mos2Space.points(150, random())) {
      points.add(anywhere);
      points.add(changed(anywhere, Map.of(3, 90.0, 4, 90.0, 5, 120.0)));
      points.add(changed(anywhere, Map.of(6, 0.0)));
      points.add(changed(anywhere, Map.of(0, 3.16, 1, 3.16, 3, 90.0, 4, 90.0, 5, 120.0, 6, 0.0)));
      points.add(changed(anywhere, Map.of(1, anywhere[0], 4, anywhere[3])));
      points.add(Arrays.stream(anywhere).map(v -> Math.rint(v * 1e3) / 1e3).toArray());
      points.add(Arrays.stream(anywhere).map(v -> Math.rint(v * 1e6) / 1e6).toArray());
    }
    return points;
  }

  private static double[] changed(double[] point, Map<Integer, Double> values) {
    double[] changed = point.clone();
    values.forEach((parameter, value) -> changed[parameter] = value);
    return changed;
  }

  @Test
  void pointsThatAreNoImagesAreSplitApart() {
    Splitter splitter = new Splitter(7, 0, 0.5, Orbits.of(MOS2));
    List<double[]> points = Mos2Space.points(POINTS, random());
    assertThat(
            agreement(
                i -> splitter.split(points.get(i)),
                i -> splitter.split(changed(points.get(i), Map.of(2, points.get(i)[2] + 1e-3)))))
        .isCloseTo(0.5, within(0.01));
  }

  private static UniformRandomProvider random() {
    return RandomSource.XO_SHI_RO_256_PP.create(11L);
  }

  @Test
  void everyParameterAndTheirOrderDecide() {
    Splitter splitter = new Splitter(7, 0, 0.5, PLAIN);
    assertThat(agreement(i -> splitter.split(point(i, 1)), i -> splitter.split(point(i, 2))))
        .isCloseTo(0.5, within(0.01));
    assertThat(agreement(i -> splitter.split(point(i, -1)), i -> splitter.split(point(-1, i))))
        .isCloseTo(0.5, within(0.01));
  }

  @Test
  void anotherSeedIsAnotherSplit() {
    Splitter one = new Splitter(1, 0, 0.5, PLAIN);
    Splitter other = new Splitter(2, 0, 0.5, PLAIN);
    assertThat(agreement(i -> one.split(point(i, 0)), i -> other.split(point(i, 0))))
        .isCloseTo(0.5, within(0.01));
  }

  private static double[] point(double first, double second) {
    return new double[] {first, second};
  }

  private static double agreement(IntFunction<Split> one, IntFunction<Split> other) {
    return IntStream.range(0, POINTS).filter(i -> one.apply(i) == other.apply(i)).count()
        / (double) POINTS;
  }

  private static double share(Map<Split, Integer> counts, Split split) {
    return counts.get(split) / (double) POINTS;
  }
}
