package org.matdesinne.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One object of a HOCON configuration, read strictly.
 *
 * <p>A settings record reads its keys and is done; {@link #read} then rejects every key that nobody
 * asked for, so that a misspelt key is an error and never silently ignored.
 */
public final class Section {
  private final Config config;
  private final String path;
  private final Set<String> asked = new TreeSet<>();

  private Section(Config config, String path) {
    this.config = config;
    this.path = path;
  }

  /**
   * Reads a whole object.
   *
   * @param config the resolved configuration
   * @param reader takes every key it knows
   * @throws InputException when a key is missing, unknown or of the wrong type
   */
  public static <T> T read(Config config, Function<Section, T> reader) {
    return new Section(config, "").finish(reader);
  }

  private <T> T finish(Function<Section, T> reader) {
    T value = reader.apply(this);
    for (String key : config.root().keySet()) {
      if (!asked.contains(key)) {
        throw new InputException(
            "unknown configuration key '%s'%s; known here: %s",
            qualified(key), origin(key), String.join(", ", asked));
      }
    }
    return value;
  }

  /** The text at {@code key}. */
  public String string(String key) {
    return value(key, "a text", Config::getString);
  }

  /** The finite number at {@code key}. */
  public double number(String key) {
    double value = value(key, "a number", Config::getDouble);
    if (!Double.isFinite(value)) {
      throw invalid(key, "it must be finite");
    }
    return value;
  }

  /** The finite number at {@code key}, above zero. */
  public double positive(String key) {
    double value = number(key);
    if (!(value > 0)) {
      throw invalid(key, "it must be above 0");
    }
    return value;
  }

  /** The finite number at {@code key}, from {@code least} to {@code most}, both included. */
  public double number(String key, double least, double most) {
    double value = number(key);
    if (!(value >= least && value <= most)) {
      throw invalid(key, String.format(Locale.ROOT, "allowed: %s to %s", least, most));
    }
    return value;
  }

  /** The whole number at {@code key}, at least {@code least}. */
  public int integer(String key, int least) {
    int value = value(key, "a whole number", Config::getInt);
    if (value < least) {
      throw invalid(key, "allowed: " + least + " or more");
    }
    return value;
  }

  /** The whole number at {@code key}. */
  public long integer(String key) {
    return value(key, "a whole number", Config::getLong);
  }

  /** Whether {@code key} is true. */
  public boolean flag(String key) {
    return value(key, "true or false", Config::getBoolean);
  }

  /** The texts at {@code key}. */
  public List<String> strings(String key) {
    return List.copyOf(value(key, "a list of texts", Config::getStringList));
  }

  /** The finite numbers at {@code key}. */
  public List<Double> numbers(String key) {
    List<Double> values = List.copyOf(value(key, "a list of numbers", Config::getDoubleList));
    if (!values.stream().allMatch(Double::isFinite)) {
      throw invalid(key, "every number must be finite");
    }
    return values;
  }

  /** The whole numbers at {@code key}. */
  public List<Long> integers(String key) {
    return List.copyOf(value(key, "a list of whole numbers", Config::getLongList));
  }

  /** The rows of whole numbers at {@code key}, a list of lists. */
  public List<List<Long>> integerRows(String key) {
    return value(
        key,
        "a list of lists of whole numbers",
        (c, p) ->
            c.getList(p).stream()
                .map(row -> List.copyOf(row.atKey("row").getLongList("row")))
                .toList());
  }

  /** The constant of an enum at {@code key}, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    String text = string(key);
    List<String> allowed = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      allowed.add(name);
    }
    throw invalid(key, "allowed: " + String.join(", ", allowed));
  }

  /** Whether the object holds {@code key}: for keys that may be left out. */
  public boolean has(String key) {
    asked.add(key);
    return config.hasPath(ConfigUtil.quoteString(key));
  }

  /** The object at {@code key}. */
  public <T> T section(String key, Function<Section, T> reader) {
    Config inner = value(key, "an object", Config::getConfig);
    return new Section(inner, qualified(key)).finish(reader);
  }

  /** The objects at {@code key}, a list. */
  public <T> List<T> sections(String key, Function<Section, T> reader) {
    List<? extends Config> inner = value(key, "a list of objects", Config::getConfigList);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      values.add(new Section(inner.get(i), qualified(key) + "[" + i + "]").finish(reader));
    }
    return List.copyOf(values);
  }

  /** The objects at {@code key}, each under a name of the user's. */
  public <T> Map<String, T> named(String key, Function<Section, T> reader) {
    ConfigObject object = value(key, "an object", Config::getObject);
    Map<String, T> values = new LinkedHashMap<>();
    for (String name : new TreeSet<>(object.keySet())) {
      Config inner =
          value(key, "an object of objects", (c, p) -> c.getConfig(p).getConfig(quote(name)));
      values.put(name, new Section(inner, qualified(key) + "." + name).finish(reader));
    }
    // In order of names: an unordered map would print differently in every process.
    return Collections.unmodifiableMap(values);
  }

  /** The whole object: lists under keys of the user's, their values as HOCON. */
  public Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new TreeMap<>();
    for (String key : config.root().keySet()) {
      lists.put(
          key,
          value(key, "a list", Config::getList).stream()
              .map(each -> each.render(ConfigRenderOptions.concise()))
              .toList());
    }
    return Collections.unmodifiableMap(lists);
  }

  /** An error about the value at {@code key}: what stands there, where, and {@code remedy}. */
  public InputException invalid(String key, String remedy) {
    return new InputException(
        "configuration key '%s' is %s%s; %s",
        qualified(key),
        config.getValue(quote(key)).render(ConfigRenderOptions.concise()),
        origin(key),
        remedy);
  }

  private <T> T value(String key, String expected, BiFunction<Config, String, T> getter) {
    asked.add(key);
    try {
      return getter.apply(config, quote(key));
    } catch (ConfigException.Missing e) {
      throw new InputException(
          e, "configuration key '%s' is missing; give %s", qualified(key), expected);
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw new InputException(
          e, "configuration key '%s'%s must be %s", qualified(key), origin(key), expected);
    }
  }

  private String origin(String key) {
    var value = config.root().get(key);
    return value == null ? "" : " (" + value.origin().description() + ")";
  }

  private String qualified(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String quote(String key) {
    return ConfigUtil.quoteString(key);
  }
}
