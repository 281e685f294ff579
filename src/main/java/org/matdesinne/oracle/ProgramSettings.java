package org.matdesinne.oracle;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.matdesinne.config.Section;

/**
 * A program that calculates the properties, see {@link ProgramOracle}.
 *
 * @param command the program and its arguments
 * @param files that are copied into the folder in which the program runs: paths on this machine or
 *     any Hadoop URI
 * @param secondsPerPoint within which it has to answer
 * @param retries how often a point is tried again after a failure that may not come again
 */
public record ProgramSettings(
    List<String> command, List<String> files, double secondsPerPoint, int retries)
    implements OracleSettings.Calculation, Serializable {
  private static final double SECONDS_PER_POINT = 60;
  private static final int RETRIES = 1;

  /**
   * Reads {@code command} and, where they are given, {@code files}, {@code seconds-per-point} and
   * {@code retries}.
   */
  static ProgramSettings from(Section section) {
    List<String> command = section.strings("command");
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw section.invalid(
          "command", "give the program and its arguments, such as [python3, simulate.py]");
    }
    List<String> files = section.has("files") ? section.strings("files") : List.of();
    Set<String> names = new HashSet<>();
    for (String file : files) {
      if (name(file).isEmpty() || !names.add(name(file))) {
        throw section.invalid("files", "give files, each of another name, and no folder");
      }
    }
    return new ProgramSettings(
        command,
        files,
        section.has("seconds-per-point")
            ? section.positive("seconds-per-point")
            : SECONDS_PER_POINT,
        section.has("retries") ? section.integer("retries", 0) : RETRIES);
  }

  /** The name under which a file lies in the program's folder. */
  public static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** All that decides what the program says, but for the content of its files. */
  @Override
  public String toString() {
    return "program "
        + command
        + " with "
        + files.stream().map(ProgramSettings::name).toList()
        + " in "
        + secondsPerPoint
        + " s, "
        + retries
        + " retries";
  }
}
