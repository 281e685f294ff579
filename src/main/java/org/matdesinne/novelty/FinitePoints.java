package org.matdesinne.novelty;

import java.util.Arrays;

/** The precondition of every comparison of points: one length, finite values. */
public final class FinitePoints {
  private FinitePoints() {}

  /**
   * Checks every point of a set.
   *
   * @param points (points, parameters)
   * @throws IllegalArgumentException when a point fails {@link #check(double[], int)}
   */
  public static void check(double[][] points, int dimension) {
    for (double[] point : points) {
      check(point, dimension);
    }
  }

  /**
   * Checks one point.
   *
   * @param point (parameters)
   * @throws IllegalArgumentException when the point has another number of parameters or holds a
   *     value that is not finite
   */
  public static void check(double[] point, int dimension) {
    if (point.length != dimension || !Arrays.stream(point).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a point must hold " + dimension + " finite values, not " + Arrays.toString(point));
    }
  }
}
