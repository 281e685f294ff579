package org.matdesinne.metrics;

import java.util.OptionalDouble;

/**
 * One row of a benchmark; of several trainings of a model there is one row each.
 *
 * @param model name of the model
 * @param target in the property's unit; empty for a figure of the model as a whole
 * @param stage of the candidates
 * @param metric what was measured
 * @param value in the metric's unit
 * @param published the same figure from the literature, where there is one
 */
public record Measurement(
    String model,
    OptionalDouble target,
    Stage stage,
    Metric metric,
    double value,
    OptionalDouble published) {}
