package org.matdesinne.cli;

import org.matdesinne.spark.run.RunManifest;
import picocli.CommandLine.Option;

/** Whether a run that gave a target too few candidates counts as done. */
final class RequireSamplesOption {
  @Option(
      names = "--require-samples",
      description =
          "End with exit code 3 if a target got fewer candidates than --samples. The output is"
              + " written all the same.")
  private boolean required;

  /** The exit code of a finished run. */
  int exitCode(RunManifest manifest) {
    return required && !manifest.shortTargets().isEmpty() ? Main.TOO_FEW : Main.DONE;
  }
}
