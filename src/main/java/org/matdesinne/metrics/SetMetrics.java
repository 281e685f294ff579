package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.novelty.Novelty;

/**
 * The metrics that need a whole set of candidates at once.
 *
 * @param space the parameters
 * @param ranges of the training set
 * @param tolerance see {@link Novelty}
 * @param comparison with points of the target that no model has seen
 */
public record SetMetrics(DesignSpace space, Ranges ranges, double tolerance, Comparison comparison)
    implements Serializable {

  /**
   * How candidates are compared with held-out points.
   *
   * @param window points whose labels are so near the target count as points of the target
   * @param minPoints so many of them there must be, else the comparison is left out
   * @param bins of a histogram
   * @param maxPoints of a sample in the two-sample tests, at most
   * @param seed of their random choices
   */
  public record Comparison(Amounts window, int minPoints, int bins, int maxPoints, long seed)
      implements Serializable {

    /** Of the property's spread, where the configuration gives no window. */
    private static final double WINDOW_SHARE = 0.1;

    /** Reads {@code window, min-points, bins, max-points, seed}. */
    public static Comparison from(Section section) {
      return new Comparison(
          section.positiveAmounts("window", WINDOW_SHARE),
          section.integer("min-points", 4),
          section.integer("bins", 1),
          section.integer("max-points", 4),
          section.integer("seed"));
    }
  }

  private static final Map<Metric, Integer> BEST_OF =
      Map.of(Metric.BEST_OF_5_ERROR, 5, Metric.BEST_OF_20_ERROR, 20, Metric.BEST_OF_50_ERROR, 50);

  /** Best-of-T errors of {@code errors}, for each T that there are enough of. */
  public Map<Metric, Double> bestOf(double[] errors) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    BEST_OF.forEach(
        (metric, draws) -> {
          if (errors.length >= draws) {
            figures.put(metric, BestOf.error(errors, draws));
          }
        });
    return figures;
  }

  /** Which shares of {@code points} repeat no earlier one, themselves and with their images. */
  public Map<Metric, Double> uniqueness(double[][] points) {
    if (points.length == 0) {
      return Map.of();
    }
    Duplicates duplicates = Duplicates.of(space, points, tolerance);
    return Map.of(
        Metric.UNIQUE_AVERAGE, duplicates.uniqueAverage(),
        Metric.UNIQUE_MAXIMUM, duplicates.uniqueMaximum(),
        Metric.DISTINCT_AVERAGE, duplicates.distinctAverage(),
        Metric.DISTINCT_MAXIMUM, duplicates.distinctMaximum());
  }

  /**
   * Which shares of {@code points} are new; empty where there are none, or nothing is known.
   *
   * @param known (rows, parameters) what they are compared with
   */
  public Map<Metric, Double> novelty(double[][] points, double[][] known) {
    if (points.length == 0 || known.length == 0) {
      return Map.of();
    }
    Novelty novelty = Novelty.of(space, known, tolerance);
    List<Novelty.Result> results = Arrays.stream(points).map(novelty::examine).toList();
    return Map.of(
        Metric.NOVEL_AVERAGE, share(results, Novelty.Result::novelAverage),
        Metric.NOVEL_MAXIMUM, share(results, Novelty.Result::novelMaximum));
  }

  private static double share(List<Novelty.Result> results, Predicate<Novelty.Result> isSo) {
    return (double) results.stream().filter(isSo).count() / results.size();
  }

  /** How well {@code points} cover the held-out points of the target. */
  public Map<Metric, Double> coverage(double[][] points, Target target, Examples heldOut) {
    double[][] reference = new TargetWindow(comparison.window).points(heldOut, target);
    if (reference.length < comparison.minPoints || points.length < comparison.minPoints) {
      return Map.of();
    }
    HistogramOverlap overlap = HistogramOverlap.of(points, reference, ranges, comparison.bins);
    KernelTwoSample kernel =
        KernelTwoSample.of(points, reference, comparison.maxPoints, comparison.seed);
    ClassifierTwoSample classifier =
        ClassifierTwoSample.of(points, reference, comparison.maxPoints, comparison.seed);
    return Map.of(
        Metric.HISTOGRAM_OVERLAP, overlap.mean(),
        Metric.LEAST_HISTOGRAM_OVERLAP, overlap.least(),
        Metric.MAXIMUM_MEAN_DISCREPANCY, kernel.squaredDiscrepancy(),
        Metric.CLASSIFIER_ACCURACY, classifier.accuracy(),
        Metric.CLASSIFIER_POINTS, (double) classifier.tested(),
        Metric.CLASSIFIER_DEVIATIONS, classifier.deviations());
  }

  /** The calibration of a model's posteriors. */
  public static Map<Metric, Double> calibration(PosteriorRanks ranks) {
    return Map.of(
        Metric.RANK_DEVIATION, RankCalibration.of(ranks).greatest(),
        Metric.COVERAGE_50, ExpectedCoverage.of(ranks, 0.5).mean(),
        Metric.COVERAGE_80, ExpectedCoverage.of(ranks, 0.8).mean(),
        Metric.COVERAGE_95, ExpectedCoverage.of(ranks, 0.95).mean());
  }
}
