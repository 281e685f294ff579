package org.matdesinne.metrics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One value of a metric, a row of a benchmark. Each training of a model has rows of its own.
 *
 * @param model name of the model
 * @param target its label; empty for a metric of the model as a whole
 * @param property which of several the value is of; empty where there is one, or it is of all
 * @param stage of the candidates
 * @param metric what was measured
 * @param value in the metric's unit
 * @param published what the literature has for the same, where it has something
 */
public record Measurement(
    String model,
    Optional<String> target,
    Optional<String> property,
    Stage stage,
    Metric metric,
    double value,
    OptionalDouble published) {}
