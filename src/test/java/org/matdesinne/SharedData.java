package org.matdesinne;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data that tests share with other checkouts: a folder beside this one, absent from a clone. */
public final class SharedData {
  private static final Path FOLDER = Path.of("..", "shared");

  private SharedData() {}

  /** The file or folder {@code relative} of the shared data; skips the test where it is absent. */
  public static Path path(String relative) {
    Path path = FOLDER.resolve(relative);
    Assumptions.assumeTrue(Files.exists(path), path + " is absent: this check needs ../shared");
    return path;
  }
}
