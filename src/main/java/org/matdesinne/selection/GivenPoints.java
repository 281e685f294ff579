package org.matdesinne.selection;

import java.io.Serializable;
import org.matdesinne.config.InputException;

/**
 * Points that a person has, near which candidates are to be.
 *
 * @param points (given, parameters) in the units of the design space
 * @param reach (parameters), greatest difference of a candidate from one of them, above 0
 */
public record GivenPoints(double[][] points, double[] reach) implements Serializable {
  /** Each candidate is compared with each of them. */
  public static final int MOST = 10_000;

  /** What rounding to single precision may add to a difference. */
  private static final double ROUNDING = 1e-5;

  /**
   * The nearest of them.
   *
   * @param row its number, from 0
   * @param difference the greatest over the parameters, in multiples of their reach
   */
  public record Nearest(int row, double difference) {
    /** Whether a candidate is near enough. */
    public boolean isNear() {
      return difference <= 1 + ROUNDING;
    }
  }

  /** Checks that there are some, and not too many. */
  public GivenPoints {
    if (points.length == 0 || points.length > MOST) {
      throw new InputException(
          "%,d points are given to start from; give at least one and at most %,d",
          points.length, MOST);
    }
  }

  /** Of the given points, that nearest to a candidate; the first of several. */
  public Nearest nearest(double[] candidate) {
    int row = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.length; i++) {
      double difference = difference(points[i], candidate, least);
      if (difference < least) {
        least = difference;
        row = i;
      }
    }
    return new Nearest(row, least);
  }

  /** The greatest difference, or anything not below {@code enough} once that is sure. */
  private double difference(double[] given, double[] candidate, double enough) {
    double greatest = 0;
    for (int j = 0; j < reach.length && greatest < enough; j++) {
      greatest = Math.max(greatest, Math.abs(candidate[j] - given[j]) / reach[j]);
    }
    return greatest;
  }
}
