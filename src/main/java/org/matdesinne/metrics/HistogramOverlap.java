package org.matdesinne.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.matdesinne.design.Ranges;
import org.matdesinne.novelty.FinitePoints;

/**
 * How much the histograms of two samples have in common, parameter by parameter: the histogram
 * intersection of Swain and Ballard, Int. J. Comput. Vis. 7, 11 (1991), Σ min(pₖ, qₖ) over the
 * shares pₖ and qₖ of both samples in bin k. 1 where the histograms are equal, 0 where they share
 * no bin.
 *
 * @param overlaps (parameters), each 0..1
 */
public record HistogramOverlap(double[] overlaps) {

  /**
   * Compares two samples in bins of equal width. What lies below the ranges, and what lies above
   * them, counts in a bin of its own.
   *
   * @param first (points, parameters), at least one
   * @param second (points, parameters), at least one
   * @param ranges what the bins of each parameter divide
   * @param bins of each parameter, at least one
   * @throws IllegalArgumentException when a sample is empty, there is no bin, or a point has
   *     another number of parameters than the ranges or holds a value that is not finite
   */
  public static HistogramOverlap of(double[][] first, double[][] second, Ranges ranges, int bins) {
    if (first.length == 0 || second.length == 0 || bins < 1) {
      throw new IllegalArgumentException(
          "cannot compare "
              + first.length
              + " points with "
              + second.length
              + " in "
              + bins
              + " bins; give at least one of each");
    }
    double[] lows = ranges.minimum();
    double[] highs = ranges.maximum();
    FinitePoints.check(first, lows.length);
    FinitePoints.check(second, lows.length);
    return new HistogramOverlap(
        IntStream.range(0, lows.length)
            .mapToDouble(j -> overlap(first, second, j, new Bins(lows[j], highs[j], bins)))
            .toArray());
  }

  private static double overlap(double[][] first, double[][] second, int parameter, Bins bins) {
    double[] p = bins.shares(first, parameter);
    double[] q = bins.shares(second, parameter);
    return IntStream.range(0, p.length).mapToDouble(k -> Math.min(p[k], q[k])).sum();
  }

  /** The mean over the parameters. */
  public double mean() {
    return Arrays.stream(overlaps).average().orElseThrow();
  }

  /** The least over the parameters: that of the one that is covered worst. */
  public double least() {
    return Arrays.stream(overlaps).min().orElseThrow();
  }

  /** Bins 1 to {@code count} divide low..high; bin 0 lies below them, the last one above. */
  private record Bins(double low, double high, int count) {

    double[] shares(double[][] points, int parameter) {
      int[] counts = new int[count + 2];
      for (double[] point : points) {
        counts[index(point[parameter])]++;
      }
      return Arrays.stream(counts).mapToDouble(each -> (double) each / points.length).toArray();
    }

    int index(double value) {
      if (value < low) {
        return 0;
      }
      if (value > high) {
        return count + 1;
      }
      if (low == high) {
        return 1;
      }
      // The upper end belongs to the last bin.
      return Math.min(count, 1 + (int) (count * ((value - low) / (high - low))));
    }
  }
}
