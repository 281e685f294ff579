package org.matdesinne.spark.sweep;

import java.util.Optional;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;

/**
 * What a sweep is asked for, besides its configuration.
 *
 * @param model name of a bundled model, else the folder of a finished training
 * @param data a training set to compare with, see {@link GenerateJob#run}
 * @param extrapolation whether targets may lie outside its labels
 * @param output below which all sweeps of a kind lie
 */
public record SweepRequest(
    String model, Optional<String> data, Extrapolation extrapolation, String output) {}
