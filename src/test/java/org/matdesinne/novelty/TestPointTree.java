package org.matdesinne.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPointTree {
  private static final double[] SCALES = {1, 2, 0.5};
  private static final Distance EUCLIDEAN = Distance.euclidean(SCALES);

  private final UniformRandomProvider random = RandomSource.PHILOX_4X64.create(1L);

  @ParameterizedTest
  // From a single leaf to many levels.
  @CsvSource({"1, 1", "12, 5", "13, 13", "500, 1", "500, 22", "4001, 60"})
  void findsTheNearestInOrderOfDistanceThenNumber(int size, int count) {
    double[][] points = grid(size);
    PointTree tree = new PointTree(points, SCALES);
    for (double[] point : grid(100)) {
      assertThat(tree.nearest(point, EUCLIDEAN, count)).isEqualTo(nearest(points, point, count));
    }
  }

  private static int[] nearest(double[][] points, double[] point, int count) {
    Comparator<Integer> byDistance = Comparator.comparingDouble(i -> distance(point, points[i]));
    return IntStream.range(0, points.length)
        .boxed()
        .sorted(byDistance.thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void findsAllPointsWhenMoreAreAskedFor() {
    PointTree tree = new PointTree(new double[][] {{2, 0, 0}, {0, 0, 0}, {1, 0, 0}}, SCALES);
    assertThat(tree.nearest(new double[3], EUCLIDEAN, 10)).containsExactly(1, 2, 0);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "12, 0.5", "13, 0", "500, 0.5", "4001, 0.5", "4001, 1"})
  void tellsWhetherAPointBeforeANumberLiesWithin(int size, double within) {
    double[][] points = grid(size);
    PointTree tree = new PointTree(points, SCALES);
    for (double[] point : grid(200)) {
      int end = random.nextInt(size + 1);
      assertThat(tree.anyBefore(end, point, EUCLIDEAN, within))
          .isEqualTo(
              Arrays.stream(points, 0, end)
                  .anyMatch(earlier -> distance(point, earlier) <= within));
    }
  }

  /** Coarse coordinates, so that many points lie at one distance or in one place. */
  private double[][] grid(int count) {
    return Stream.generate(() -> random.ints(3, 0, 16).mapToDouble(i -> i / 4.0).toArray())
        .limit(count)
        .toArray(double[][]::new);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < SCALES.length; j++) {
      sum += Math.pow((a[j] - b[j]) / SCALES[j], 2);
    }
    return Math.sqrt(sum);
  }
}
