package org.matdesinne.cli;

import picocli.CommandLine.Option;

/** Which trained networks a job uses. */
final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = {
        "Trained networks: the name of a model that comes with this program (a wrong name lists"
            + " them), or what 'train' or 'inverse-design' wrote, any Hadoop URI.",
        "A bundled model goes first; ./NAME is always a folder."
      })
  private String name;

  /** Name of a bundled model, or a URI. */
  String name() {
    return name;
  }
}
