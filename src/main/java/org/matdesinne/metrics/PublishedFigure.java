package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.List;
import org.matdesinne.config.Section;

/**
 * A figure from the literature, to stand beside the same figure of a run.
 *
 * @param model name of the model that it stands beside
 * @param target in the property's unit
 * @param stage of the candidates
 * @param metric what was measured
 * @param value in the metric's unit
 */
public record PublishedFigure(String model, double target, Stage stage, Metric metric, double value)
    implements Serializable {

  /** Reads {@code models, target, stage, metric, value}: the figure for each of the models. */
  static List<PublishedFigure> from(Section section) {
    double target = section.number("target");
    Stage stage = section.choice("stage", Stage.class);
    Metric metric = section.choice("metric", Metric.class);
    double value = section.number("value");
    return section.strings("models").stream()
        .map(model -> new PublishedFigure(model, target, stage, metric, value))
        .toList();
  }
}
