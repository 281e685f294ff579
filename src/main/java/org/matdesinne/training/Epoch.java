package org.matdesinne.training;

import java.io.Serializable;

/**
 * One line of a training curve.
 *
 * @param number counted from 1
 * @param trainingLoss mean over the epoch's batches
 * @param validationScore see {@link Objective#score}
 * @param learningRate of the epoch
 * @param seconds since training began
 */
public record Epoch(
    int number, double trainingLoss, double validationScore, double learningRate, double seconds)
    implements Serializable {}
