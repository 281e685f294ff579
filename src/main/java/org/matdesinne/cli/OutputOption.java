package org.matdesinne.cli;

import picocli.CommandLine.Option;

/** Where a job writes. */
final class OutputOption {
  @Option(
      names = "--output",
      required = true,
      paramLabel = "URI",
      description = "Folder to write to.")
  private String uri;

  String uri() {
    return uri;
  }
}
