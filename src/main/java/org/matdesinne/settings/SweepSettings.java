package org.matdesinne.settings;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.Limit;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;
import org.matdesinne.pipeline.GenerationSettings;

/**
 * The grid of a sweep: every combination is one unit of work.
 *
 * @param targets what is wanted
 * @param generators names of networks, or the generator that is none
 * @param seeds of the latents
 * @param constraints on the design parameters
 */
public record SweepSettings(
    List<Target> targets, List<String> generators, List<Long> seeds, List<Constraint> constraints) {
  private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * A choice of limits.
   *
   * @param name of its folders
   * @param limits narrow the training set's ranges
   */
  public record Constraint(String name, List<Limit> limits) {
    /** Checks that the name can be a folder's. */
    public Constraint {
      limits = List.copyOf(limits);
      if (!FOLDER_NAME.matcher(name).matches()) {
        throw new InputException(
            "sweep constraint '%s' names a folder; use letters, digits, dots and hyphens", name);
      }
    }

    static Constraint from(Section section) {
      return new Constraint(section.string("name"), section.sections("limits", Limit::from));
    }
  }

  /** Checks that the grid is not empty and names nothing twice. */
  public SweepSettings {
    requireDistinct("targets", targets);
    requireDistinct("generators", generators);
    requireDistinct("seeds", seeds);
    requireDistinct("constraints", constraints.stream().map(Constraint::name).toList());
  }

  private static void requireDistinct(String key, List<?> values) {
    if (values.isEmpty() || new HashSet<>(values).size() != values.size()) {
      throw new InputException("sweep.%s are %s; name at least one, and each once", key, values);
    }
  }

  static SweepSettings from(Section section, Properties properties) {
    return new SweepSettings(
        GenerationSettings.targets(section, properties),
        section.strings("generators"),
        section.integers("seeds"),
        section.sections("constraints", Constraint::from));
  }
}
