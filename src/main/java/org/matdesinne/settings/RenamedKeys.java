package org.matdesinne.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;

/**
 * Keys that earlier versions of this program called otherwise. They go on working: a value under
 * the former name counts as one under the present name.
 *
 * <p>A configuration consists of layers, and each may use either name. What the command line says
 * goes over a file, and a file over the configuration that comes with the program. Both names on
 * one of these levels contradict one another.
 */
final class RenamedKeys {
  private static final String ANY = "*";
  private static final String COMMAND_LINE = "command line";
  private static final String ASSIGNMENT = "--set ";

  private static final List<RenamedKeys> ALL =
      Stream.of(
              ofNetworks("training.sheet-noise", "training.input-noise-at-reference"),
              ofNetworks("teacher.spread", "teacher.noise"),
              ofNetworks("teacher.sheet-spread", "teacher.noise-at-reference"),
              ofGeneration(
                  "localization.gauss-newton.caution",
                  "localization.gauss-newton.uncertainty-penalty"),
              renamed("search.least-in-range", "search.min-in-range"),
              renamed("search.least-unique", "search.min-unique"),
              renamed("search.most-discrepancy", "search.max-discrepancy"),
              renamed("benchmark.held-out.least", "benchmark.held-out.min-points"),
              renamed("benchmark.held-out.points", "benchmark.held-out.max-points"))
          .flatMap(keys -> keys)
          .toList();

  private final List<String> former;
  private final List<String> present;

  private RenamedKeys(List<String> former, List<String> present) {
    this.former = former;
    this.present = present;
  }

  private static Stream<RenamedKeys> renamed(String former, String present) {
    return Stream.of(new RenamedKeys(path(former), path(present)));
  }

  /** A key of every network, which is one key, dots and all, in the grids of a search. */
  private static Stream<RenamedKeys> ofNetworks(String former, String present) {
    return Stream.concat(
        renamed("networks.*." + former, "networks.*." + present),
        renamed(
            "search.grids.*." + ConfigUtil.quoteString(former),
            "search.grids.*." + ConfigUtil.quoteString(present)));
  }

  private static Stream<RenamedKeys> ofGeneration(String former, String present) {
    return Stream.concat(
        renamed("generation." + former, "generation." + present),
        renamed("generation.by-generator.*." + former, "generation.by-generator.*." + present));
  }

  private static List<String> path(String text) {
    return ConfigUtil.splitPath(text.replace("*", ConfigUtil.quoteString(ANY)));
  }

  /** What {@code path}, by its present name, was called before; empty where it always was so. */
  static Optional<String> former(String path) {
    List<String> elements = ConfigUtil.splitPath(path);
    return ALL.stream()
        .filter(each -> matches(each.present, elements))
        .map(each -> ConfigUtil.joinPath(translated(elements, each.present, each.former)))
        .findFirst();
  }

  /**
   * The configuration with all values under their present names.
   *
   * @param resolved without references
   * @param notice is told, in one line each, of former names that stand in the configuration
   * @throws InputException when one level gives both names
   */
  static Config inPresentNames(Config resolved, Consumer<String> notice) {
    Config result = resolved;
    Set<String> notices = new LinkedHashSet<>();
    for (RenamedKeys keys : ALL) {
      List<List<String>> found = new ArrayList<>();
      keys.find(resolved.root(), List.of(), found);
      for (List<String> path : found) {
        List<String> now = translated(path, keys.former, keys.present);
        ConfigValue value = valueAt(resolved.root(), path);
        notices.add(notice(value.origin(), keys, path, now));
        result = moved(result.withoutPath(ConfigUtil.joinPath(path)), value, path, now);
      }
    }
    notices.forEach(notice);
    return result;
  }

  /** A reference may repeat a value under other paths: of one place there is one notice. */
  private static String notice(
      ConfigOrigin origin, RenamedKeys keys, List<String> path, List<String> now) {
    int same = 0;
    while (keys.former.get(same).equals(keys.present.get(same))) {
      same++;
    }
    return String.format(
        "%s: configuration key '%s' is called '%s' now",
        place(origin),
        ConfigUtil.joinPath(path.subList(same, keys.former.size())),
        ConfigUtil.joinPath(now.subList(same, keys.present.size())));
  }

  private static String place(ConfigOrigin origin) {
    String description = origin.description();
    // "--set key=value: 1" counts its only line.
    return description.startsWith(ASSIGNMENT)
        ? description.replaceFirst(": \\d+$", "")
        : description;
  }

  /** Paths of former names, with the elements that stand for any name filled in. */
  private void find(ConfigObject object, List<String> above, List<List<String>> found) {
    String element = former.get(above.size());
    for (String key : object.keySet().stream().sorted().toList()) {
      if (element.equals(ANY) || element.equals(key)) {
        List<String> path = new ArrayList<>(above);
        path.add(key);
        if (path.size() == former.size()) {
          found.add(path);
        } else if (object.get(key) instanceof ConfigObject inner) {
          find(inner, path, found);
        }
      }
    }
  }

  private static ConfigValue valueAt(ConfigObject root, List<String> path) {
    ConfigValue value = root;
    for (String key : path) {
      value = ((ConfigObject) value).get(key);
    }
    return value;
  }

  private static boolean matches(List<String> pattern, List<String> path) {
    if (path.size() < pattern.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.get(i).equals(ANY) && !pattern.get(i).equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code path}, which matches a pattern, as one that matches another with the same wildcards. */
  private static List<String> translated(List<String> path, List<String> from, List<String> to) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < to.size(); i++) {
      result.add(to.get(i).equals(ANY) ? path.get(i) : to.get(i));
    }
    result.addAll(path.subList(from.size(), path.size()));
    return result;
  }

  /** Moves a value; what an object holds one by one, as levels may share it. */
  private static Config moved(
      Config config, ConfigValue value, List<String> former, List<String> present) {
    String path = ConfigUtil.joinPath(present);
    if (!config.hasPathOrNull(path)) {
      return config.withValue(path, value);
    }
    ConfigValue other = valueAt(config.root(), present);
    if (value instanceof ConfigObject object && other instanceof ConfigObject) {
      Config result = config;
      for (String key : object.keySet()) {
        result = moved(result, object.get(key), below(former, key), below(present, key));
      }
      return result;
    }
    int level = level(value.origin());
    int otherLevel = level(other.origin());
    if (level == otherLevel) {
      throw new InputException(
          "configuration key '%s' (%s) is called '%s' now, which is given, too (%s); leave the"
              + " former out",
          ConfigUtil.joinPath(former), place(value.origin()), path, place(other.origin()));
    }
    return level > otherLevel ? config.withValue(path, value) : config;
  }

  private static List<String> below(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }

  private static int level(ConfigOrigin origin) {
    String description = origin.description();
    if (description.startsWith(ASSIGNMENT) || description.startsWith(COMMAND_LINE)) {
      return 2;
    }
    return origin.resource() == null ? 1 : 0;
  }
}
