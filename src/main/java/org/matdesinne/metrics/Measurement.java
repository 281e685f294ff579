package org.matdesinne.metrics;

import java.util.OptionalDouble;

/**
 * One value of a metric, a row of a benchmark. Each training of a model has rows of its own.
 *
 * @param model name of the model
 * @param target in the property's unit; empty for a metric of the model as a whole
 * @param stage of the candidates
 * @param metric what was measured
 * @param value in the metric's unit
 * @param published what the literature has for the same, where it has something
 */
public record Measurement(
    String model,
    OptionalDouble target,
    Stage stage,
    Metric metric,
    double value,
    OptionalDouble published) {}
