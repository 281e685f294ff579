package org.matdesinne.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.storage.Storage;

/**
 * Reads configurations from wherever Hadoop reads. It stands apart from {@link
 * ConfigurationOptions}, which is loaded to print a job's help, too, where there is no Hadoop.
 */
final class HadoopConfigurationFile {
  private HadoopConfigurationFile() {}

  static ConfigurationFile read(String uri) {
    return read(uri, new Configuration());
  }

  /** Reads a file that lies here or, where its name has no scheme, on Hadoop's default system. */
  static ConfigurationFile read(String uri, Configuration hadoop) {
    return ConfigurationFile.parse(text(uri, hadoop), uri);
  }

  private static String text(String uri, Configuration hadoop) {
    // What spark-submit --files brings lies in the driver's folder, whatever Hadoop's default is.
    Storage storage = new Storage(hadoop);
    String place = new File(uri).isFile() ? storage.here(uri) : uri;
    try (InputStream stream = storage.open(place)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | UncheckedIOException | InputException e) {
      throw new InputException(e, "cannot read the configuration %s: %s", uri, e.getMessage());
    }
  }
}
