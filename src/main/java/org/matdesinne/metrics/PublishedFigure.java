package org.matdesinne.metrics;

import org.matdesinne.config.Section;

/**
 * A figure from the literature, to stand beside the same figure of a run.
 *
 * @param model name of the model it was published for
 * @param target in the property's unit
 * @param stage of the candidates
 * @param metric what was measured
 * @param value in the metric's unit
 */
public record PublishedFigure(
    String model, double target, Stage stage, Metric metric, double value) {

  static PublishedFigure from(Section section) {
    return new PublishedFigure(
        section.string("model"),
        section.number("target"),
        section.choice("stage", Stage.class),
        section.choice("metric", Metric.class),
        section.number("value"));
  }
}
