package org.matdesinne.cli;

import picocli.CommandLine.Option;

/** Which trained networks a job uses. */
final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "URI",
      description = "Trained networks: what 'train' or 'inverse-design' wrote.")
  private String uri;

  String uri() {
    return uri;
  }
}
