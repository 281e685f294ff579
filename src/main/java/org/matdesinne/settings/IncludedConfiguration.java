package org.matdesinne.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.matdesinne.config.InputException;

/**
 * Takes a file apart into what stands in it and what it includes, which HOCON lays into one.
 *
 * @param whole the file as HOCON reads it
 * @param own what stands in the file itself
 * @param included what it includes
 */
record IncludedConfiguration(Config whole, Config own, Config included) {
  private static final String MARK = "included-";

  /**
   * Parses a file.
   *
   * @param where its name, for messages
   * @throws InputException when it includes a file without saying where that is
   */
  static IncludedConfiguration parse(String text, String where) {
    ConfigParseOptions named = ConfigParseOptions.defaults().setOriginDescription(where);
    List<ConfigObject> found = new ArrayList<>();
    Config whole =
        ConfigFactory.parseString(text, named.setIncluder(new Recorder(where, found, null)));
    List<ConfigObject> marks = new ArrayList<>();
    Config marked = ConfigFactory.parseString(text, named.setIncluder(new Marker(marks)));
    Config own = marked;
    Config included = ConfigFactory.empty();
    for (int k = 0; k < found.size(); k++) {
      List<String> place = place(marked.root(), MARK + k);
      List<String> mark = new ArrayList<>(place);
      mark.add(MARK + k);
      own = own.withoutPath(ConfigUtil.joinPath(mark));
      Config each =
          place.isEmpty()
              ? found.get(k).toConfig()
              : found.get(k).atPath(ConfigUtil.joinPath(place));
      // As in HOCON, of two that are included the later wins.
      included = each.withFallback(included);
    }
    return new IncludedConfiguration(whole, own, included);
  }

  /** The keys that lead to the object with {@code mark}; none where it is the whole file. */
  private static List<String> place(ConfigObject object, String mark) {
    if (object.containsKey(mark)) {
      return List.of();
    }
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      if (entry.getValue() instanceof ConfigObject inner && holds(inner, mark)) {
        List<String> path = new ArrayList<>(List.of(entry.getKey()));
        path.addAll(place(inner, mark));
        return path;
      }
    }
    return List.of();
  }

  private static boolean holds(ConfigObject object, String mark) {
    try {
      return object.containsKey(mark)
          || object.values().stream()
              .anyMatch(value -> value instanceof ConfigObject inner && holds(inner, mark));
    } catch (ConfigException.NotResolved e) {
      // An object that is merged with a reference is not looked into.
      return false;
    }
  }

  /** Follows includes that say where they lead, and notes what the file itself includes. */
  private static final class Recorder
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final String where;
    private final List<ConfigObject> found;
    private final ConfigIncluder rest;
    private int depth;

    Recorder(String where, List<ConfigObject> found, ConfigIncluder rest) {
      this.where = where;
      this.found = found;
      this.rest = rest;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return rest == null ? new Recorder(where, found, fallback) : this;
    }

    /** HOCON passes over what it cannot find; here that is an error. */
    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw new InputException(
          "%s includes \"%s\", which says not where that is; write include"
              + " classpath(\"conf/mos2.conf\") for the built-in configuration, or include"
              + " required(file(\"/FOLDER/%s\"))",
          where, what, what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return noted(() -> ((ConfigIncluderFile) rest).includeFile(context, what));
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return noted(() -> ((ConfigIncluderURL) rest).includeURL(context, what));
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return noted(() -> ((ConfigIncluderClasspath) rest).includeResources(context, what));
    }

    private ConfigObject noted(Supplier<ConfigObject> inclusion) {
      depth++;
      try {
        ConfigObject object = inclusion.get();
        if (depth == 1) {
          found.add(object);
        }
        return object;
      } finally {
        depth--;
      }
    }
  }

  /** Puts a mark where something is included. */
  private static final class Marker
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final List<ConfigObject> marks;

    Marker(List<ConfigObject> marks) {
      this.marks = marks;
    }

    private ConfigObject mark() {
      ConfigObject mark = ConfigValueFactory.fromMap(Map.of(MARK + marks.size(), true));
      marks.add(mark);
      return mark;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return mark();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return mark();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return mark();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return mark();
    }
  }
}
