package org.matdesinne.spark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.matdesinne.config.InputException;

/**
 * The folder for temporary files, in which Spark unpacks and runs the natives of its compression.
 *
 * @param path {@code java.io.tmpdir}
 */
record TemporaryFolder(Path path) {
  private static final String REMEDY =
      "name another folder with --driver-java-options -Djava.io.tmpdir=FOLDER, or for this and all"
          + " later jobs with export JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER (ENGINE_CACHE_DIR"
          + " moves the engine's natives only)";

  static TemporaryFolder ofThisProcess() {
    return new TemporaryFolder(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Tries to write and run something there.
   *
   * @throws InputException when that does not work, as on a file system mounted noexec
   */
  void requireNatives() {
    Path probe;
    try {
      probe =
          Files.createTempFile(
              path,
              "matdesinne-",
              ".sh",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new InputException(
          e, "temporary files cannot be written to %s: %s; %s", path, e, REMEDY);
    }
    try {
      Files.writeString(probe, "#!/bin/sh\nexit 0\n", StandardCharsets.UTF_8);
      new ProcessBuilder(probe.toString()).start().waitFor();
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied")) {
        throw new InputException(
            e,
            "the natives of Spark's compression cannot be run from %s: that file system is mounted"
                + " noexec; %s",
            path,
            REMEDY);
      }
      throw new InputException(
          e, "temporary files cannot be written to %s: %s; %s", path, e.getMessage(), REMEDY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      try {
        Files.deleteIfExists(probe);
      } catch (IOException e) {
        probe.toFile().deleteOnExit();
      }
    }
  }
}
