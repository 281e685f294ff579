package org.matdesinne.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The training set that candidates are compared with. */
final class TrainingSetOption {
  @Option(
      names = "--data",
      paramLabel = "URI",
      description = "The training set: what 'ingest' wrote; default: in the folder read from.")
  private Optional<String> uri = Optional.empty();

  String orBeside(String folder) {
    return uri.orElse(folder);
  }
}
