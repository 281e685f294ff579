package org.matdesinne.cli;

import org.matdesinne.spark.generate.Extrapolation;
import picocli.CommandLine.Option;

/** Whether targets may lie where the surrogate has seen nothing. */
final class ExtrapolationOption {
  @Option(
      names = "--allow-extrapolation",
      description = "Accept targets outside the range of the labels in the training data.")
  private boolean allowed;

  Extrapolation extrapolation() {
    return allowed ? Extrapolation.ALLOWED : Extrapolation.REJECTED;
  }
}
