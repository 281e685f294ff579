package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;

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
    SetFigures.Comparison comparison,
    int posteriorPoints,
    int posteriorDraws,
    PredictionAccuracy.Tolerances accuracy,
    List<PublishedFigure> published)
    implements Serializable {

  /** Checks that no figure is published twice. */
  public BenchmarkSettings {
    published = List.copyOf(published);
    Set<List<Object>> places = new HashSet<>();
    for (PublishedFigure figure : published) {
      if (!places.add(List.of(figure.model(), figure.target(), figure.stage(), figure.metric()))) {
        throw new InputException(
            "benchmark.published gives %s of %s at %s, %s, twice; keep one",
            figure.metric().column(), figure.model(), figure.target(), figure.stage().title());
      }
    }
  }

  /** Reads the keys of {@code benchmark}. */
  public static BenchmarkSettings from(Section section) {
    return new BenchmarkSettings(
        section.positive("novelty-tolerance"),
        section.integer("oracle-sample", 1),
        section.section("held-out", SetFigures.Comparison::from),
        section.integer("posterior-points", 1),
        section.integer("posterior-draws", 1),
        new PredictionAccuracy.Tolerances(
            section.positive("target-window"),
            section.number("floor-tolerance", 0, Double.MAX_VALUE)),
        section.sections("published", PublishedFigure::from).stream()
            .flatMap(List::stream)
            .toList());
  }

  /** The figures of a whole set. */
  public SetFigures setFigures(DesignSpace space, Ranges ranges) {
    return new SetFigures(space, ranges, noveltyTolerance, comparison);
  }

  /** The published figure of that model, target, stage and metric, if there is one. */
  public OptionalDouble published(String model, double target, Stage stage, Metric metric) {
    return published.stream()
        .filter(
            figure ->
                figure.model().equals(model)
                    && figure.target() == target
                    && figure.stage() == stage
                    && figure.metric() == metric)
        .mapToDouble(PublishedFigure::value)
        .findFirst();
  }
}
