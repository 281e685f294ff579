package org.matdesinne.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One object of a HOCON configuration, read strictly.
 *
 * <p>A settings record reads its keys and is done; {@link #read} then rejects every key that nobody
 * asked for, so that a misspelt key is an error and never silently ignored. Reading goes on behind
 * a wrong key, with a value that stands in for it and reaches nobody, so that {@link #read} names
 * all wrong keys at once.
 */
public final class Section {
  private static final Pattern QUANTITY = Pattern.compile("\\s*([-+.0-9eE]+)\\s*(\\S.*?)\\s*");
  private static final String AMOUNT =
      "a number in the property's unit, a share of its spread such as 5 %, or unlimited";
  private static final String SHARE = "%";
  private static final String UNLIMITED = "unlimited";

  private final Config config;
  private final String path;
  private final List<PropertyScale> scales;
  private final Problems problems;
  private final Set<String> asked = new TreeSet<>();

  private Section(Config config, String path, List<PropertyScale> scales, Problems problems) {
    this.config = config;
    this.path = path;
    this.scales = scales;
    this.problems = problems;
  }

  /** What is wrong with a whole configuration, in the order in which it was found. */
  private static final class Problems {
    private final List<InputException> found = new ArrayList<>();

    /** Each of them once: a reader may throw what was noted before. */
    void note(InputException problem) {
      if (!found.contains(problem)) {
        found.add(problem);
      }
    }

    void throwIfAny() {
      if (found.size() == 1) {
        throw found.get(0);
      }
      if (!found.isEmpty()) {
        InputException all =
            new InputException(
                "%s",
                IntStream.range(0, found.size())
                    .mapToObj(i -> "(" + (i + 1) + ") " + found.get(i).getMessage())
                    .collect(
                        Collectors.joining(
                            "; ", found.size() + " things are wrong in the configuration: ", "")));
        found.forEach(all::addSuppressed);
        throw all;
      }
    }
  }

  /**
   * Reads a whole object.
   *
   * @param config the resolved configuration
   * @param reader takes every key it knows
   * @throws InputException when a key is missing, unknown or of the wrong type; it names all of
   *     them
   */
  public static <T> T read(Config config, Function<Section, T> reader) {
    return read(config, List.of(PropertyScale.UNKNOWN), reader);
  }

  /**
   * Reads a whole object that holds amounts of properties.
   *
   * @param config the resolved configuration
   * @param scales what amounts of each property are measured by
   * @param reader takes every key it knows
   * @throws InputException when a key is missing, unknown or of the wrong type; it names all of
   *     them
   */
  public static <T> T read(Config config, List<PropertyScale> scales, Function<Section, T> reader) {
    Problems problems = new Problems();
    T value = new Section(config, "", scales, problems).finish(reader);
    problems.throwIfAny();
    return value;
  }

  /** What the reader makes of this section; null where it is wrong, which is then noted. */
  private <T> T finish(Function<Section, T> reader) {
    int before = problems.found.size();
    T value;
    try {
      value = reader.apply(this);
    } catch (InputException e) {
      // Behind a wrong key, a complaint may be about what stood in for it.
      if (problems.found.size() == before) {
        problems.note(e);
      }
      return null;
    } catch (RuntimeException e) {
      if (problems.found.size() == before) {
        throw e;
      }
      return null;
    }
    for (String key : config.root().keySet()) {
      if (!asked.contains(key)) {
        problems.note(
            new InputException(
                "unknown configuration key '%s'%s; known here: %s",
                qualified(key), origin(key), String.join(", ", asked)));
      }
    }
    return value;
  }

  /** How many properties have amounts. */
  public int properties() {
    return scales.size();
  }

  /** The text at {@code key}. */
  public String string(String key) {
    return value(key, "a text", Config::getString, "");
  }

  /** The finite number at {@code key}. */
  public double number(String key) {
    double value = value(key, "a number", Config::getDouble, 1.0);
    return Double.isFinite(value) ? value : wrong(key, "it must be finite", 1.0);
  }

  /** The finite number at {@code key}, above zero. */
  public double positive(String key) {
    double value = number(key);
    return value > 0 ? value : wrong(key, "it must be above 0", 1.0);
  }

  /** The finite number at {@code key}, from {@code least} to {@code most}, both included. */
  public double number(String key, double least, double most) {
    if (isWrong(key, "a number", Config::getDouble)) {
      return least;
    }
    double value = number(key);
    return value >= least && value <= most
        ? value
        : wrong(key, String.format(Locale.ROOT, "allowed: %s to %s", least, most), least);
  }

  /**
   * The amount of each property at {@code key}, 0 or more: a number is one in the property's unit,
   * {@code 0.25 eV} says so, {@code 5 %} is a share of the property's standard deviation in the
   * training rows, and {@code unlimited} is infinity. Where there are several properties, an object
   * gives one to each by its name, and a share or {@code unlimited} may be given to all.
   *
   * @param share of that deviation, which counts where nothing is given
   * @return NaN where it is a share, and the deviation is not known yet
   */
  public Amounts amounts(String key, double share) {
    return amounts(key, share, value -> value >= 0, "allowed: 0 or more");
  }

  /** The amounts at {@code key}, see {@link #amounts}, above 0. */
  public Amounts positiveAmounts(String key, double share) {
    return amounts(key, share, value -> value > 0, "it must be above 0");
  }

  /** A share of each property's standard deviation in the training rows; NaN until it is known. */
  public Amounts ofSpread(double share) {
    return Amounts.of(scales.stream().mapToDouble(scale -> share * scale.spread()).toArray());
  }

  /**
   * The numbers at {@code key}, one for each property: where there are several, an object gives
   * them by the properties' names, and {@code standIn} counts for the others.
   *
   * @param reader of a number in a section, by its key
   */
  public Amounts numbersByProperty(
      String key, double standIn, ToDoubleBiFunction<Section, String> reader) {
    if (!has(key)) {
      return Amounts.all(standIn, scales.size());
    }
    if (scales.size() == 1 && !isObject(key)) {
      return Amounts.of(reader.applyAsDouble(this, key));
    }
    if (!isObject(key)) {
      // None is none of each.
      return reader.applyAsDouble(this, key) == 0
          ? Amounts.all(0, scales.size())
          : needsNames(key, "number");
    }
    return byName(
        key,
        (inner, scale) ->
            inner.has(scale.name()) ? reader.applyAsDouble(inner, scale.name()) : standIn);
  }

  private Amounts amounts(String key, double share, DoublePredicate allowed, String remedy) {
    if (!has(key)) {
      return ofSpread(share);
    }
    if (isObject(key)) {
      return byName(
          key,
          (inner, scale) ->
              inner.has(scale.name())
                  ? inner.amount(scale.name(), scale, allowed, remedy)
                  : share * scale.spread());
    }
    if (scales.size() > 1 && !isForAll(key)) {
      return needsNames(key, "amount");
    }
    return Amounts.of(
        scales.stream().mapToDouble(scale -> amount(key, scale, allowed, remedy)).toArray());
  }

  private Amounts needsNames(String key, String what) {
    wrong(
        key,
        "there are several properties: give one "
            + what
            + " to each, "
            + scales.stream()
                .map(scale -> ConfigUtil.quoteString(scale.name()) + " = ...")
                .collect(Collectors.joining(", ", "{ ", " }"))
            + (what.equals("amount") ? ", or a share of the spread to all, such as 5 %" : ""),
        1.0);
    return Amounts.all(1, scales.size());
  }

  private boolean isObject(String key) {
    return config.getValue(quote(key)).valueType() == ConfigValueType.OBJECT;
  }

  /** Whether a text means the same for every property. */
  private boolean isForAll(String key) {
    String text = String.valueOf(config.getValue(quote(key)).unwrapped()).strip();
    return text.equals(UNLIMITED) || text.endsWith(SHARE);
  }

  private Amounts byName(String key, ToDoubleBiFunction<Section, PropertyScale> reader) {
    Amounts given =
        section(
            key,
            inner ->
                Amounts.of(
                    scales.stream()
                        .mapToDouble(scale -> reader.applyAsDouble(inner, scale))
                        .toArray()));
    return given == null ? Amounts.all(1, scales.size()) : given;
  }

  private double amount(String key, PropertyScale scale, DoublePredicate allowed, String remedy) {
    ConfigValue given = config.getValue(quote(key));
    String text = given.valueType() == ConfigValueType.STRING ? (String) given.unwrapped() : "";
    if (text.equals(UNLIMITED)) {
      return Double.POSITIVE_INFINITY;
    }
    Matcher parts = QUANTITY.matcher(text);
    if (isNumber(text) || !parts.matches() || !isNumber(parts.group(1))) {
      double value = value(key, AMOUNT, Config::getDouble, 1.0);
      if (!Double.isFinite(value)) {
        return wrong(key, "it must be finite", 1.0);
      }
      return allowed.test(value) ? value : wrong(key, remedy, 1.0);
    }
    double value = Double.parseDouble(parts.group(1));
    String unit = parts.group(2);
    if (!allowed.test(value)) {
      return wrong(key, remedy, 1.0);
    }
    if (unit.equals(SHARE)) {
      return value / 100 * scale.spread();
    }
    return scale.unit().filter(known -> !known.equals(unit)).isEmpty()
        ? value
        : wrong(
            key,
            "the property's unit is "
                + scale.unit().get()
                + "; give it in that, or as a share of the property's spread such as 5 %",
            1.0);
  }

  private static boolean isNumber(String text) {
    return parsed(text).filter(Double::isFinite).isPresent();
  }

  private static boolean isNotFinite(String text) {
    return parsed(text).filter(number -> !Double.isFinite(number)).isPresent();
  }

  private static Optional<Double> parsed(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The whole number at {@code key}, at least {@code least}. */
  public int integer(String key, int least) {
    int value = value(key, "a whole number", Config::getInt, least);
    return value < least ? wrong(key, "allowed: " + least + " or more", least) : value;
  }

  /** The whole number at {@code key}. */
  public long integer(String key) {
    return value(key, "a whole number", Config::getLong, 1L);
  }

  /** Whether {@code key} is true. */
  public boolean flag(String key) {
    return value(key, "true or false", Config::getBoolean, false);
  }

  /** The texts at {@code key}. */
  public List<String> strings(String key) {
    return List.copyOf(value(key, "a list of texts", Config::getStringList, List.of()));
  }

  /** The finite numbers at {@code key}. */
  public List<Double> numbers(String key) {
    List<Double> values =
        List.copyOf(value(key, "a list of numbers", Config::getDoubleList, List.of()));
    return values.stream().allMatch(Double::isFinite)
        ? values
        : wrong(key, "every number must be finite", List.of());
  }

  /** What {@code reader} makes of the finite numbers and the texts at {@code key}, a list. */
  public <T> List<T> numbersOrTexts(String key, Function<String, T> reader) {
    List<String> texts =
        value(
            key,
            "a list of numbers and texts",
            (c, p) ->
                c.getList(p).stream()
                    .map(
                        each ->
                            each.valueType() == ConfigValueType.NUMBER
                                ? each.unwrapped().toString()
                                : each.atKey("each").getString("each"))
                    .toList(),
            List.of());
    if (texts.stream().anyMatch(Section::isNotFinite)) {
      return wrong(key, "every number must be finite", List.of());
    }
    try {
      return texts.stream().map(reader).toList();
    } catch (InputException e) {
      return wrong(key, e.getMessage(), List.of());
    }
  }

  /** The whole numbers at {@code key}. */
  public List<Long> integers(String key) {
    return List.copyOf(value(key, "a list of whole numbers", Config::getLongList, List.of()));
  }

  /** The rows of whole numbers at {@code key}, a list of lists. */
  public List<List<Long>> integerRows(String key) {
    return value(
        key,
        "a list of lists of whole numbers",
        (c, p) ->
            c.getList(p).stream()
                .map(row -> List.copyOf(row.atKey("row").getLongList("row")))
                .toList(),
        List.of());
  }

  /** The constant of an enum at {@code key}, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    if (isWrong(key, "a text", Config::getString)) {
      return type.getEnumConstants()[0];
    }
    String text = string(key);
    List<String> allowed = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      allowed.add(name);
    }
    return wrong(key, "allowed: " + String.join(", ", allowed), type.getEnumConstants()[0]);
  }

  /** Whether the object holds {@code key}: for keys that may be left out. */
  public boolean has(String key) {
    asked.add(key);
    return config.hasPath(quote(key));
  }

  /** Whether the value at {@code key} is a list. */
  public boolean isList(String key) {
    return has(key) && config.getValue(quote(key)).valueType() == ConfigValueType.LIST;
  }

  /** The object at {@code key}. */
  public <T> T section(String key, Function<Section, T> reader) {
    if (isWrong(key, "an object", Config::getConfig)) {
      return null;
    }
    return inner(config.getConfig(quote(key)), qualified(key)).finish(reader);
  }

  /** The objects at {@code key}, a list. */
  public <T> List<T> sections(String key, Function<Section, T> reader) {
    List<? extends Config> inner =
        value(key, "a list of objects", Config::getConfigList, List.<Config>of());
    List<T> values = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      T value = inner(inner.get(i), qualified(key) + "[" + i + "]").finish(reader);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  /** The objects at {@code key}, each under a name of the user's. */
  public <T> Map<String, T> named(String key, Function<Section, T> reader) {
    ConfigObject object = value(key, "an object", Config::getObject, ConfigFactory.empty().root());
    Map<String, T> values = new LinkedHashMap<>();
    for (String name : new TreeSet<>(object.keySet())) {
      BiFunction<Config, String, Config> getter = (c, p) -> c.getConfig(p).getConfig(quote(name));
      if (!isWrong(key, "an object of objects", getter)) {
        Config inner = getter.apply(config, quote(key));
        values.put(name, inner(inner, qualified(key) + "." + name).finish(reader));
      }
    }
    // In order of names: an unordered map would print differently in every process.
    return Collections.unmodifiableMap(values);
  }

  /** The texts at {@code key}, an object, under names of the user's, in order of these. */
  public Map<String, String> texts(String key) {
    ConfigObject object = value(key, "an object", Config::getObject, ConfigFactory.empty().root());
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : new TreeSet<>(object.keySet())) {
      BiFunction<Config, String, String> getter = (c, p) -> c.getConfig(p).getString(quote(name));
      values.put(name, value(key, "an object of texts", getter, ""));
    }
    return Collections.unmodifiableMap(values);
  }

  /** The finite numbers at {@code key}, an object, under names of the user's, in order of these. */
  public Map<String, Double> numbersByName(String key) {
    ConfigObject object = value(key, "an object", Config::getObject, ConfigFactory.empty().root());
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : new TreeSet<>(object.keySet())) {
      BiFunction<Config, String, Double> getter = (c, p) -> c.getConfig(p).getDouble(quote(name));
      values.put(name, value(key, "an object of numbers", getter, 1.0));
    }
    return values.values().stream().allMatch(Double::isFinite)
        ? values
        : wrong(key, "every number must be finite", Map.of());
  }

  /** The whole object: lists under keys of the user's, their values as HOCON. */
  public Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new TreeMap<>();
    for (String key : config.root().keySet()) {
      lists.put(
          key,
          value(
              key,
              "a list",
              (c, p) ->
                  c.getList(p).stream()
                      .map(each -> each.render(ConfigRenderOptions.concise()))
                      .toList(),
              List.of()));
    }
    return Collections.unmodifiableMap(lists);
  }

  /** An error about the value at {@code key}: what stands there, where, and {@code remedy}. */
  public InputException invalid(String key, String remedy) {
    InputException problem =
        new InputException(
            "configuration key '%s' is %s%s; %s",
            qualified(key),
            config.getValue(quote(key)).render(ConfigRenderOptions.concise()),
            origin(key),
            remedy);
    problems.note(problem);
    return problem;
  }

  /** Notes what is wrong with a value and goes on with another. */
  private <T> T wrong(String key, String remedy, T standIn) {
    // One complaint a key: a value that is none is not also out of range.
    if (config.hasPath(quote(key))) {
      invalid(key, remedy);
    }
    return standIn;
  }

  private Section inner(Config inner, String qualified) {
    return new Section(inner, qualified, scales, problems);
  }

  /** Whether there is no such value at {@code key}, which is then noted. */
  private boolean isWrong(String key, String expected, BiFunction<Config, String, ?> getter) {
    return value(key, expected, (c, p) -> getter.apply(c, p) == null, true);
  }

  private <T> T value(
      String key, String expected, BiFunction<Config, String, T> getter, T standIn) {
    asked.add(key);
    try {
      return getter.apply(config, quote(key));
    } catch (ConfigException.Missing e) {
      problems.note(
          new InputException(
              e, "configuration key '%s' is missing; give %s", qualified(key), expected));
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      problems.note(
          new InputException(
              e, "configuration key '%s'%s must be %s", qualified(key), origin(key), expected));
    }
    return standIn;
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
