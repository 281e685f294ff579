package org.matdesinne.metrics;

import org.matdesinne.design.Ranges;

/**
 * How many points of a sample a box does not hold; a point that is not a number is outside.
 *
 * @param count how many points
 * @param outside how many of them lie outside
 */
public record RangeShare(long count, long outside) {

  /**
   * Counts the points outside the box.
   *
   * @param points (rows, parameters), at least one row
   * @throws IllegalArgumentException when there is no row: no share could be told
   */
  public static RangeShare of(Ranges ranges, double[][] points) {
    if (points.length == 0) {
      throw new IllegalArgumentException("no points to count outside " + ranges);
    }
    long outside = 0;
    for (double[] point : points) {
      if (ranges.firstOutside(point) >= 0) {
        outside++;
      }
    }
    return new RangeShare(points.length, outside);
  }

  /** The share outside, 0 to 1. */
  public double share() {
    return (double) outside / count;
  }
}
