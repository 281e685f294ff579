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
            + " wrote. Default: the one in the folder of the model or of the candidates; for a"
            + " model that comes with the program, the one that it was trained on."
      })
  private Optional<String> uri = Optional.empty();

  Optional<String> uri() {
    return uri;
  }
}
