package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.matdesinne.config.Section;

/**
 * A figure from the literature, to stand beside the same figure of a run.
 *
 * @param system what the literature calls the system that was measured
 * @param model name of the model that it stands beside
 * @param target in the property's unit
 * @param stage of the candidates
 * @param metric what was measured
 * @param value in the metric's unit
 */
public record PublishedValue(
    String system, String model, double target, Stage stage, Metric metric, double value)
    implements Serializable {

  /** A figure of a system that is called like the model that it stands beside. */
  public PublishedValue(String model, double target, Stage stage, Metric metric, double value) {
    this(model, model, target, stage, metric, value);
  }

  /**
   * Reads {@code models, stage, metric}, {@code system} (where it is absent, each model's name),
   * and either {@code target} and {@code value} or {@code targets} and {@code values}, as many of
   * each: a figure for each target and model.
   */
  static List<PublishedValue> from(Section section) {
    boolean several = section.has("targets");
    List<Double> targets = several ? section.numbers("targets") : List.of(section.number("target"));
    List<Double> values = several ? section.numbers("values") : List.of(section.number("value"));
    List<String> models = section.strings("models");
    Stage stage = section.choice("stage", Stage.class);
    Metric metric = section.choice("metric", Metric.class);
    boolean named = section.has("system");
    String system = named ? section.string("system") : "";
    if (values.size() != targets.size()) {
      if (section.has("values")) {
        section.invalid("values", "give one for each of the " + targets.size() + " targets");
      }
      return List.of();
    }
    List<PublishedValue> figures = new ArrayList<>();
    for (String model : models) {
      for (int i = 0; i < targets.size(); i++) {
        figures.add(
            new PublishedValue(
                named ? system : model, model, targets.get(i), stage, metric, values.get(i)));
      }
    }
    return figures;
  }
}
