package org.matdesinne.spark.evaluate;

import java.util.Optional;

/**
 * Which trained network judges candidates.
 *
 * @param model finished training
 * @param network its name there; empty for the one that the configuration's generation uses as
 *     surrogate
 */
public record JudgeOption(String model, Optional<String> network) {}
