package org.matdesinne.metrics;

import java.util.Arrays;

/**
 * The absolute errors of a set of predictions, in the property's unit.
 *
 * @param count how many predictions
 * @param mean mean absolute error
 * @param median 50th percentile of the absolute error
 * @param p95 95th percentile of the absolute error
 * @param maximum greatest absolute error
 */
public record ErrorSummary(long count, double mean, double median, double p95, double maximum) {

  /**
   * Summarises |prediction − target|. A percentile interpolates linearly between the two closest
   * ranks (definition 7 of Hyndman and Fan 1996), as NumPy and Spark SQL do.
   *
   * @param predictions (rows), at least one
   * @param targets (rows)
   * @throws IllegalArgumentException when there is no row, the lengths differ or a value is not
   *     finite
   */
  public static ErrorSummary of(double[] predictions, double[] targets) {
    if (predictions.length != targets.length || predictions.length == 0) {
      throw new IllegalArgumentException(
          "cannot compare "
              + predictions.length
              + " predictions with "
              + targets.length
              + " targets; give as many of both, at least one");
    }
    double[] errors = new double[predictions.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(predictions[i] - targets[i]);
      if (!Double.isFinite(errors[i])) {
        throw new IllegalArgumentException(
            "row " + i + ": prediction " + predictions[i] + ", target " + targets[i]);
      }
    }
    Arrays.sort(errors);
    return new ErrorSummary(
        errors.length,
        Arrays.stream(errors).average().orElseThrow(),
        percentile(errors, 0.5),
        percentile(errors, 0.95),
        errors[errors.length - 1]);
  }

  private static double percentile(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
