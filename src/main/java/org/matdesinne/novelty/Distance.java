package org.matdesinne.novelty;

import java.util.Arrays;

/**
 * A distance from a point to an axis-parallel box, each parameter's gap divided by its scale; a
 * point is a box of no size.
 *
 * <p>All three kinds only add, compare and take roots of gaps in a fixed order, so that rounding
 * keeps this promise: the distance to a box is never above the distance to a point inside it.
 */
@FunctionalInterface
public interface Distance {

  /**
   * The distance of {@code point} (parameters) to the box whose corners start at {@code offset} in
   * {@code lows} and {@code highs}.
   */
  double toBox(double[] point, double[] lows, double[] highs, int offset);

  /** The average of the scaled gaps. */
  static Distance average(double[] scales) {
    double[] inverse = inverse(scales);
    return (point, lows, highs, offset) -> {
      double sum = 0;
      for (int j = 0; j < point.length; j++) {
        sum += gap(point[j], lows[offset + j], highs[offset + j]) * inverse[j];
      }
      return sum / point.length;
    };
  }

  /** The greatest of the scaled gaps. */
  static Distance maximum(double[] scales) {
    double[] inverse = inverse(scales);
    return (point, lows, highs, offset) -> {
      double greatest = 0;
      for (int j = 0; j < point.length; j++) {
        greatest =
            Math.max(greatest, gap(point[j], lows[offset + j], highs[offset + j]) * inverse[j]);
      }
      return greatest;
    };
  }

  /** The root of the sum of the squared scaled gaps. */
  static Distance euclidean(double[] scales) {
    double[] inverse = inverse(scales);
    return (point, lows, highs, offset) -> {
      double sum = 0;
      for (int j = 0; j < point.length; j++) {
        double scaled = gap(point[j], lows[offset + j], highs[offset + j]) * inverse[j];
        sum += scaled * scaled;
      }
      return Math.sqrt(sum);
    };
  }

  /** To multiply with, which is several times as fast as to divide. */
  private static double[] inverse(double[] scales) {
    return Arrays.stream(scales).map(scale -> 1 / scale).toArray();
  }

  private static double gap(double value, double low, double high) {
    return Math.max(0, Math.max(low - value, value - high));
  }
}
