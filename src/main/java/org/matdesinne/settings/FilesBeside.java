package org.matdesinne.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a configuration names by where they lie beside it: a folder with a configuration and
 * its files can be called from anywhere, and moved. What stands on the command line is found from
 * the folder in which the user is.
 */
final class FilesBeside {
  private static final String FILES = "oracle.files";
  private static final String ASSIGNMENT = "--set ";

  /** The name of a file, and the line, which origins add. */
  private static final Pattern PLACE = Pattern.compile("(.*/)[^/]*?(: \\d+)?");

  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z][A-Za-z0-9+.-]*:.*");

  private FilesBeside() {}

  /**
   * The configuration with such files under names that hold wherever the program runs.
   *
   * @param resolved without references
   */
  static Config found(Config resolved) {
    if (!resolved.hasPath(FILES) || resolved.getValue(FILES).valueType() != ConfigValueType.LIST) {
      return resolved;
    }
    List<Object> files = resolved.getList(FILES).stream().map(FilesBeside::found).toList();
    return resolved.withValue(
        FILES,
        ConfigValueFactory.fromIterable(files, resolved.getValue(FILES).origin().description()));
  }

  private static Object found(ConfigValue file) {
    if (!(file.unwrapped() instanceof String name) || ABSOLUTE.matcher(name).matches()) {
      return file.unwrapped();
    }
    String folder = folder(file.origin());
    File local = new File(folder + name);
    return local.isFile() ? local.getAbsoluteFile().toPath().normalize().toString() : folder + name;
  }

  /** Empty where the configuration was not read from a folder. */
  private static String folder(ConfigOrigin origin) {
    Matcher place = PLACE.matcher(origin.description());
    return !origin.description().startsWith(ASSIGNMENT) && place.matches() ? place.group(1) : "";
  }
}
