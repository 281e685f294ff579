package org.matdesinne;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which code this is: written by the build, recorded beside every output. */
public final class CodeVersion {
  private static final String RESOURCE = "code-version.properties";

  private CodeVersion() {}

  /** Version and commit, as {@code 0.1.0+387695c}; {@code -dirty} marks uncommitted changes. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream stream = CodeVersion.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        return "unknown";
      }
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    String dirty = Boolean.parseBoolean(properties.getProperty("git.dirty")) ? "-dirty" : "";
    return properties.getProperty("git.build.version")
        + "+"
        + properties.getProperty("git.commit.id.abbrev", "unknown")
        + dirty;
  }
}
