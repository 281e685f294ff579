package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.matdesinne.design.Spread;

/**
 * How good a trained network is, by rows that it was not fitted to. NaN stands where a metric does
 * not apply to networks of its kind, or where too few rows are near a target to say.
 *
 * @param error mean absolute error in the property's unit: of a surrogate's predictions; or of a
 *     generator's draws inside the ranges against a surrogate, the mean over the targets
 * @param inRange share of draws inside the ranges, the least over the targets
 * @param unique share of those that repeat no earlier one, see {@link Duplicates}, the least
 * @param overlap see {@link HistogramOverlap}, the mean over the targets
 * @param discrepancy see {@link KernelTwoSample}, the mean
 * @param classifierAccuracy see {@link ClassifierTwoSample}, the mean
 */
public record TrialScore(
    double error,
    double inRange,
    double unique,
    double overlap,
    double discrepancy,
    double classifierAccuracy)
    implements Serializable {

  /** The score of a network that predicts. */
  public static TrialScore ofSurrogate(double error) {
    return new TrialScore(error, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** The median of each metric over the trainings that have it. */
  public static TrialScore median(List<TrialScore> scores) {
    return new TrialScore(
        median(scores, TrialScore::error),
        median(scores, TrialScore::inRange),
        median(scores, TrialScore::unique),
        median(scores, TrialScore::overlap),
        median(scores, TrialScore::discrepancy),
        median(scores, TrialScore::classifierAccuracy));
  }

  private static double median(List<TrialScore> scores, ToDoubleFunction<TrialScore> figure) {
    double[] values =
        scores.stream().mapToDouble(figure).filter(value -> !Double.isNaN(value)).toArray();
    return values.length == 0 ? Double.NaN : Spread.of(values).median();
  }

  /**
   * Whether it has an error, and its draws, if it draws, are in range, unique and like the held-out
   * points enough.
   */
  public boolean counts(double minInRange, double minUnique, double maxDiscrepancy) {
    return Double.isFinite(error)
        && !(inRange < minInRange)
        && !(unique < minUnique)
        && !(discrepancy > maxDiscrepancy);
  }
}
