package org.matdesinne.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an included configuration gives as a number in the unit of its own property. A file that
 * includes it and designs for another property did not mean these: it gets shares of its property's
 * spread, the defaults, unless it gives amounts itself.
 *
 * @param included the configuration that is included
 */
record PropertyBound(Config included) {
  private static final String NAME = "property.name";
  private static final String UNIT = "property.unit";
  private static final String GENERATION = "generation";
  private static final String BY_GENERATOR = GENERATION + ".by-generator";
  private static final String NETWORKS = "networks";

  private static final List<String> OF_GENERATION =
      List.of(
          "window",
          "localization.tolerance",
          "localization.gauss-newton.uncertainty-penalty.weight",
          "localization.gauss-newton.uncertainty-penalty.sure",
          "abstention.uncertainty");
  private static final List<String> OF_BENCHMARK =
      List.of("benchmark.held-out.window", "benchmark.target-window", "benchmark.floor-tolerance");
  private static final List<String> OF_NETWORKS = List.of("floor-margin", "training.label-noise");

  /** Whether {@code configuration} is for another property. */
  boolean isForeignTo(Config configuration) {
    return differs(configuration, NAME) || differs(configuration, UNIT);
  }

  private boolean differs(Config configuration, String path) {
    Optional<String> theirs = text(included, path);
    return theirs.isPresent() && !text(configuration, path).equals(theirs);
  }

  private static Optional<String> text(Config config, String path) {
    return holds(config, path, ConfigValueType.STRING)
        ? Optional.of(config.getString(path))
        : Optional.empty();
  }

  /**
   * {@code layer} without the amounts that are bound to the included property.
   *
   * @param kept paths that stay nevertheless: what a person wrote
   */
  Config without(Config layer, Predicate<String> kept) {
    Config rest = layer;
    for (String path : (Iterable<String>) paths(layer)::iterator) {
      if (holds(rest, path, ConfigValueType.NUMBER) && !kept.test(path)) {
        rest = rest.withoutPath(path);
      }
    }
    return rest;
  }

  private static Stream<String> paths(Config layer) {
    return Stream.of(
            OF_GENERATION.stream().map(key -> GENERATION + "." + key),
            names(layer, BY_GENERATOR)
                .flatMap(
                    name -> OF_GENERATION.stream().map(key -> within(BY_GENERATOR, name, key))),
            OF_BENCHMARK.stream(),
            names(layer, NETWORKS)
                .flatMap(name -> OF_NETWORKS.stream().map(key -> within(NETWORKS, name, key))))
        .flatMap(paths -> paths)
        .flatMap(path -> Stream.concat(Stream.of(path), RenamedKeys.former(path).stream()));
  }

  private static String within(String object, String name, String key) {
    return object + "." + ConfigUtil.quoteString(name) + "." + key;
  }

  private static Stream<String> names(Config layer, String path) {
    return holds(layer, path, ConfigValueType.OBJECT)
        ? List.copyOf(layer.getObject(path).keySet()).stream()
        : Stream.empty();
  }

  private static boolean holds(Config config, String path, ConfigValueType type) {
    try {
      return config.hasPath(path) && config.getValue(path).valueType() == type;
    } catch (ConfigException.NotResolved e) {
      // A value that refers to others is no plain number or text.
      return false;
    }
  }
}
