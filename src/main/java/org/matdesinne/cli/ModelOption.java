package org.matdesinne.cli;

import picocli.CommandLine.Option;

/** Which trained networks a job uses. */
final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = {
        "Trained networks: the name of a model that comes with the program, such as mos2-pbe, or a"
            + " folder that 'train' or 'inverse-design' wrote (any Hadoop URI).",
        "Write ./NAME for a folder that has the name of a bundled model."
      })
  private String name;

  /** Name of a bundled model, or a URI. */
  String name() {
    return name;
  }
}
