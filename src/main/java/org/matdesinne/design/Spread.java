package org.matdesinne.design;

import java.util.Arrays;

/**
 * The middle and the ends of several values of one figure.
 *
 * @param median of them
 * @param least of them
 * @param greatest of them
 * @param count how many there are
 */
public record Spread(double median, double least, double greatest, int count) {

  /**
   * Summarizes the values of a metric.
   *
   * @param values at least one
   */
  public static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }
}
