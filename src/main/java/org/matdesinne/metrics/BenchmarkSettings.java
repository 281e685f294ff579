package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.novelty.Novelty;

/**
 * How a run is measured.
 *
 * @param noveltyTolerance what a scaled difference must exceed to be new, see {@link Novelty}
 * @param oracleSample how many candidates of a model, target and stage the oracle labels, the first
 *     by number
 * @param comparison with held-out points
 * @param posteriorPoints how many held-out points a model's posteriors are checked with, a random
 *     sample by the seed of {@code comparison}
 * @param posteriorDraws how many draws from each posterior
 * @param accuracy what predictions, of labelled rows and by a judge, are measured with
 * @param published figures to compare with
 */
public record BenchmarkSettings(
    double noveltyTolerance,
    int oracleSample,
    SetMetrics.Comparison comparison,
    int posteriorPoints,
    int posteriorDraws,
    PredictionAccuracy.Tolerances accuracy,
    PublishedValues published)
    implements Serializable {
  /** Of the property's spread, where the configuration gives no target window. */
  private static final double TARGET_WINDOW_SHARE = 0.2;

  /** Of the property's spread, where the configuration gives no tolerance of the floor. */
  private static final double FLOOR_TOLERANCE_SHARE = 0.02;

  /** Settings with figures that stand beside any run's. */
  public BenchmarkSettings(
      double noveltyTolerance,
      int oracleSample,
      SetMetrics.Comparison comparison,
      int posteriorPoints,
      int posteriorDraws,
      PredictionAccuracy.Tolerances accuracy,
      List<PublishedValue> published) {
    this(
        noveltyTolerance,
        oracleSample,
        comparison,
        posteriorPoints,
        posteriorDraws,
        accuracy,
        PublishedValues.besideAll(published));
  }

  /** Reads the keys of {@code benchmark}. */
  public static BenchmarkSettings from(Section section) {
    return new BenchmarkSettings(
        section.positive("novelty-tolerance"),
        section.integer("oracle-sample", 1),
        section.section("held-out", SetMetrics.Comparison::from),
        section.integer("posterior-points", 1),
        section.integer("posterior-draws", 1),
        new PredictionAccuracy.Tolerances(
            section.positiveAmounts("target-window", TARGET_WINDOW_SHARE),
            section.amounts("floor-tolerance", FLOOR_TOLERANCE_SHARE)),
        PublishedValues.from(section, "published"));
  }

  /** The same, with no published figures but those that belong beside a run. */
  public BenchmarkSettings beside(PublishedValues.Run run) {
    return new BenchmarkSettings(
        noveltyTolerance,
        oracleSample,
        comparison,
        posteriorPoints,
        posteriorDraws,
        accuracy,
        published.beside(run));
  }

  /** The figures of a whole set. */
  public SetMetrics setFigures(DesignSpace space, Ranges ranges) {
    return new SetMetrics(space, ranges, noveltyTolerance, comparison);
  }

  /** The published figure of that model, target, stage and metric, if there is one. */
  public OptionalDouble published(String model, OptionalDouble target, Stage stage, Metric metric) {
    return published.figures().stream()
        .filter(
            figure ->
                figure.model().equals(model)
                    && OptionalDouble.of(figure.target()).equals(target)
                    && figure.stage() == stage
                    && figure.metric() == metric)
        .mapToDouble(PublishedValue::value)
        .findFirst();
  }
}
