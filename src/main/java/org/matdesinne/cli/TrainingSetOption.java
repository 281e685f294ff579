package org.matdesinne.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The training set that candidates are compared with. */
final class TrainingSetOption {
  @Option(
      names = "--data",
      paramLabel = "URI",
      description = {
        "Training set that candidates are compared with: a folder that 'ingest' or 'inverse-design'"
            + " wrote. Default: the one in the folder of the model or of the candidates.",
        "Optional for a model that comes with the program: without it, candidates are not compared"
            + " with known materials."
      })
  private Optional<String> uri = Optional.empty();

  Optional<String> uri() {
    return uri;
  }
}
