package org.matdesinne.metrics;

import java.util.Locale;
import org.matdesinne.novelty.Novelty;

/** What a benchmark measures of the candidates of one model, target and stage. */
public enum Metric {
  /** How many candidates the stage holds. */
  CANDIDATES(Quantity.NUMBER),
  /** Mean absolute error of the surrogate's prediction against the target. */
  MAE(Quantity.ERROR),
  /** Median of that error. */
  MEDIAN_ERROR(Quantity.ERROR),
  /** 95th percentile of that error. */
  P95_ERROR(Quantity.ERROR),
  /** Greatest of that error. */
  MAXIMUM_ERROR(Quantity.ERROR),
  /** How many candidates the oracle labelled. */
  ORACLE_CANDIDATES(Quantity.NUMBER),
  /** Mean absolute error of the oracle's label against the target. */
  ORACLE_MAE(Quantity.ERROR),
  /** Share of the labelled ones inside {@link PredictionAccuracy.Tolerances#window}. */
  ORACLE_WITHIN(Quantity.NUMBER),
  /** Mean squared error by the oracle, in variances of the training rows, all properties added. */
  ORACLE_BEST_OF_1(Quantity.NUMBER),
  /** The same of the best of 50 by the oracle: r_T of Ren, Padilla and Malof (2020) with T = 50. */
  ORACLE_BEST_OF_50(Quantity.NUMBER),
  /** How many candidates of the sample the oracle could not label. */
  ORACLE_FAILED(Quantity.NUMBER),
  /** Mean absolute error of a judge's prediction against the target, of all candidates. */
  JUDGE_MAE(Quantity.ERROR),
  /** Median of that error. */
  JUDGE_MEDIAN(Quantity.ERROR),
  /** 95th percentile of that error. */
  JUDGE_P95(Quantity.ERROR),
  /** Greatest of that error. */
  JUDGE_MAX(Quantity.ERROR),
  /** Share for which that error is inside {@link PredictionAccuracy.Tolerances#window}. */
  JUDGE_WITHIN(Quantity.NUMBER),
  /** Accepted candidates a draw. */
  YIELD(Quantity.NUMBER),
  /** Share of draws of which the surrogate was not sure enough to accept or reject them. */
  ABSTAINED(Quantity.NUMBER),
  /** Share of the stage's candidates outside the training ranges. */
  OUTSIDE(Quantity.NUMBER),
  /** Share of the stage's candidates that are novel on average, see {@link Novelty}. */
  NOVEL_AVERAGE(Quantity.NUMBER),
  /** Share of the stage's candidates that are novel at maximum, see {@link Novelty}. */
  NOVEL_MAXIMUM(Quantity.NUMBER),
  /** Expected least error of 5 candidates, see {@link BestOf}. */
  BEST_OF_5_ERROR(Quantity.ERROR),
  /** Expected least error of 20 candidates. */
  BEST_OF_20_ERROR(Quantity.ERROR),
  /** Expected least error of 50 candidates. */
  BEST_OF_50_ERROR(Quantity.ERROR),
  /** Share that repeats no earlier candidate on average, see {@link Duplicates}. */
  UNIQUE_AVERAGE(Quantity.NUMBER),
  /** Share that repeats no earlier candidate at maximum, see {@link Duplicates}. */
  UNIQUE_MAXIMUM(Quantity.NUMBER),
  /** Share of which no mirror image repeats an earlier candidate on average. */
  DISTINCT_AVERAGE(Quantity.NUMBER),
  /** Share of which no mirror image repeats an earlier candidate at maximum. */
  DISTINCT_MAXIMUM(Quantity.NUMBER),
  /** Mean overlap with the held-out points of the target, see {@link HistogramOverlap}. */
  HISTOGRAM_OVERLAP(Quantity.NUMBER),
  /** Least overlap of a parameter with them. */
  LEAST_HISTOGRAM_OVERLAP(Quantity.NUMBER),
  /** Squared discrepancy from those points, see {@link KernelTwoSample}. */
  MAXIMUM_MEAN_DISCREPANCY(Quantity.NUMBER),
  /** How often a classifier tells candidates from those points, see {@link ClassifierTwoSample}. */
  CLASSIFIER_ACCURACY(Quantity.NUMBER),
  /** How many candidates and held-out points together the classifier was tested with. */
  CLASSIFIER_POINTS(Quantity.NUMBER),
  /** How far that accuracy lies above chance, in standard deviations of chance. */
  CLASSIFIER_DEVIATIONS(Quantity.NUMBER),
  /** Draws an accepted candidate. */
  DRAWS_PER_ACCEPTED(Quantity.NUMBER),
  /**
   * Evaluations of the surrogate, with or without gradients, an accepted candidate. Counted are all
   * of a generation: one of every draw; of every draw that is localized, one before each step, one
   * after the last, and one for the uncertainty of its end. An evaluation of an ensemble, or of all
   * images of a point, is one.
   */
  EVALUATIONS_PER_ACCEPTED(Quantity.NUMBER),
  /**
   * Time spent drawing, down-selecting and localizing, all tasks together, an accepted candidate.
   * Blocks are timed whole: the last one also for what was drawn beyond need. A published system
   * that only draws, at {@link Stage#RAW}, accepts everything.
   */
  SECONDS_PER_ACCEPTED(Quantity.TIME),
  /** Median log-likelihood of held-out points. */
  MEDIAN_LOG_LIKELIHOOD(Quantity.NUMBER),
  /** Greatest deviation of held-out ranks from uniform, see {@link RankCalibration}. */
  RANK_DEVIATION(Quantity.NUMBER),
  /** Mean coverage of central 50 % intervals, see {@link ExpectedCoverage}. */
  COVERAGE_50(Quantity.NUMBER),
  /** Mean coverage of central 80 % intervals. */
  COVERAGE_80(Quantity.NUMBER),
  /** Mean coverage of central 95 % intervals. */
  COVERAGE_95(Quantity.NUMBER),
  /** Share of the candidates on target and in range, abstained ones too, dropped as known. */
  KNOWN(Quantity.NUMBER),
  /** Time spent drawing and inverting latents, all tasks together. */
  GENERATION_SECONDS(Quantity.TIME),
  /** Time spent down-selecting, all tasks together. */
  SELECTION_SECONDS(Quantity.TIME),
  /** Time spent localizing, all tasks together. */
  LOCALIZATION_SECONDS(Quantity.TIME);

  private enum Quantity {
    NUMBER,
    ERROR,
    TIME
  }

  private final Quantity quantity;

  Metric(Quantity quantity) {
    this.quantity = quantity;
  }

  /**
   * The unit of a value: the property's for errors, s for times, 1 for counts and shares.
   *
   * @param propertyUnit 1 for errors of several properties together
   */
  public String unit(String propertyUnit) {
    return switch (quantity) {
      case NUMBER -> "1";
      case ERROR -> propertyUnit;
      case TIME -> "s";
    };
  }

  /** The metric as tables call it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric that tables call {@code column}. */
  public static Metric ofColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
