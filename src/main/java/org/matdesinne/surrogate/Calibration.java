package org.matdesinne.surrogate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.matdesinne.metrics.PredictionAccuracy;

/**
 * How far an ensemble is off where its members differ by so much: fitted to labelled points that no
 * member was trained on.
 *
 * <p>The uncertainty of a prediction is √(spread² + base²) times a scale, see {@link
 * CensoredSurrogate}; the base is what all members have in common, such as the rounding of labels.
 * An interval of a level reaches as many uncertainties to both sides as hold that share of the
 * points (split conformal prediction with normalised residuals, Lei et al., J. Am. Stat. Assoc.
 * 113, 1094, 2018). The scale is such that at 95 % this is the normal distribution's 1.96: an
 * uncertainty is read as a standard deviation.
 *
 * @param scale of the uncertainty
 * @param base in the property's unit, above 0
 * @param reach of the interval of each level, in uncertainties
 */
public record Calibration(double scale, double base, SortedMap<Double, Double> reach)
    implements Serializable {
  private static final double REFERENCE_LEVEL = 0.95;
  private static final double REFERENCE_REACH =
      NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + REFERENCE_LEVEL) / 2);

  /** Bases that are tried, as shares of the mean absolute residual. */
  private static final double MIN_BASE = 0.05;

  private static final double MAX_BASE = 20;
  private static final double BASE_STEP = 1.1;

  /** Points that the greatest level takes. */
  public static final int MIN_POINTS = (int) Math.round(1 / (1 - REFERENCE_LEVEL));

  /** Keeps the order of levels. */
  public Calibration {
    reach = new TreeMap<>(reach);
  }

  /**
   * Fits to residuals. The base is the one that makes them most likely as those of a Laplace
   * distribution of that width: few points are far off.
   *
   * @param spread (points) standard deviation among the members' predictions
   * @param residual (points) label − prediction
   * @throws IllegalArgumentException when there are too few points for the greatest level, or no
   *     residual differs from 0
   */
  public static Calibration fit(double[] spread, double[] residual) {
    double mean = Arrays.stream(residual).map(Math::abs).average().orElse(0);
    if (residual.length < MIN_POINTS || mean == 0) {
      throw new IllegalArgumentException(
          residual.length + " residuals of mean size " + mean + " calibrate nothing");
    }
    double best = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (double share = MIN_BASE; share < MAX_BASE; share *= BASE_STEP) {
      double negativeLogLikelihood = negativeLogLikelihood(spread, residual, share * mean);
      if (negativeLogLikelihood < least) {
        least = negativeLogLikelihood;
        best = share * mean;
      }
    }
    double[] sizes = sizes(spread, residual, best);
    double scale = quantile(sizes, REFERENCE_LEVEL) / REFERENCE_REACH;
    SortedMap<Double, Double> reach = new TreeMap<>();
    PredictionAccuracy.LEVELS.forEach(level -> reach.put(level, quantile(sizes, level) / scale));
    return new Calibration(scale, best, reach);
  }

  /** Mean negative log-likelihood, up to a constant, with the best scale. */
  private static double negativeLogLikelihood(double[] spread, double[] residual, double base) {
    double sum = 0;
    double logs = 0;
    for (int i = 0; i < spread.length; i++) {
      double width = Math.hypot(spread[i], base);
      sum += Math.abs(residual[i]) / width;
      logs += Math.log(width);
    }
    return Math.log(sum / spread.length) + logs / spread.length;
  }

  /** |residual| over √(spread² + base²), sorted. */
  private static double[] sizes(double[] spread, double[] residual, double base) {
    double[] sizes = new double[spread.length];
    Arrays.setAll(sizes, i -> Math.abs(residual[i]) / Math.hypot(spread[i], base));
    Arrays.sort(sizes);
    return sizes;
  }

  /** What a share {@code level} of further points stays below. */
  private static double quantile(double[] sorted, double level) {
    int rank = (int) Math.ceil(level * (sorted.length + 1));
    return sorted[Math.min(rank, sorted.length) - 1];
  }
}
