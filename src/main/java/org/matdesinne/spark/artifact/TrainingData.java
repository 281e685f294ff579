package org.matdesinne.spark.artifact;

import org.matdesinne.dataset.TrainingSet;

/**
 * A training set in memory.
 *
 * @param set its rows
 * @param source where they came from: a data set's name, an oracle, or files
 */
public record TrainingData(TrainingSet set, String source) {}
