package org.matdesinne;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The reference data that lie beside a checkout, in {@code ../shared}. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the reference data; the test is skipped, saying so, where it is absent. */
  public static Path path(String name) {
    Path path = Path.of("..", "shared").resolve(name).toAbsolutePath().normalize();
    Assumptions.assumeTrue(Files.exists(path), () -> "reference data is absent: " + path);
    return path;
  }
}
