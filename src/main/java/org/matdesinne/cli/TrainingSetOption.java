package org.matdesinne.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The training set that candidates are compared with. */
final class TrainingSetOption {
  @Option(
      names = "--data",
      paramLabel = "URI",
      description = {
        "The training set: what 'ingest' wrote; default: in the folder read from.",
        "A model that comes with this program needs none: then nothing is compared with known"
            + " materials."
      })
  private Optional<String> uri = Optional.empty();

  Optional<String> uri() {
    return uri;
  }
}
