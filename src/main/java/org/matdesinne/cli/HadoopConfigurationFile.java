package org.matdesinne.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;

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
    // What spark-submit --files brings lies in the driver's folder, whatever Hadoop's default is.
    Path path = new File(uri).isFile() ? new Path(new File(uri).toURI()) : new Path(uri);
    try (InputStream stream = path.getFileSystem(hadoop).open(path)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return ConfigurationFile.parse(text, uri);
    } catch (IOException e) {
      throw new InputException(e, "cannot read the configuration %s: %s", uri, e.getMessage());
    }
  }
}
