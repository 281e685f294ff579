package org.matdesinne.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import org.matdesinne.config.InputException;

/**
 * A configuration on its way to settings. Later layers win: the file, one of its profiles, then
 * each override in order.
 */
public final class ConfigurationFile {
  private static final String PROFILES = "profiles";
  private static final String GENERATION = "generation";
  private static final String GENERATOR = GENERATION + ".generator";
  private static final String BY_GENERATOR = GENERATION + ".by-generator";

  /** Refuses {@code include "FILE"}, which HOCON passes over where it cannot be followed. */
  private record NothingPassedOver(String where) implements ConfigIncluder {
    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw new InputException(
          "%s includes \"%s\", which says not where that is; write include"
              + " classpath(\"conf/mos2.conf\") for the built-in configuration, or include"
              + " required(file(\"/FOLDER/%s\"))",
          where, what, what);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }
  }

  private final Config config;

  private ConfigurationFile(Config config) {
    this.config = config;
  }

  /** The configuration that travels with the program. */
  public static ConfigurationFile builtIn() {
    return new ConfigurationFile(ConfigFactory.parseResources("conf/mos2.conf"));
  }

  /**
   * Parses HOCON.
   *
   * @param text of the file
   * @param where its name, for messages
   */
  public static ConfigurationFile parse(String text, String where) {
    try {
      return new ConfigurationFile(
          ConfigFactory.parseString(
              text,
              ConfigParseOptions.defaults()
                  .setOriginDescription(where)
                  .setIncluder(new NothingPassedOver(where))));
    } catch (ConfigException e) {
      throw new InputException(e, "%s is not HOCON: %s", where, e.getMessage());
    }
  }

  /** This configuration with the profile {@code name} laid over it. */
  public ConfigurationFile profile(String name) {
    if (!config.hasPath(PROFILES + "." + name)) {
      throw new InputException(
          "the configuration has no profile '%s'; add a section %s.%s", name, PROFILES, name);
    }
    return new ConfigurationFile(config.getConfig(PROFILES + "." + name).withFallback(config));
  }

  /**
   * This configuration with one value replaced or added; strict reading rejects keys that nobody
   * knows.
   *
   * @param assignment {@code key=value}, the value in HOCON
   */
  public ConfigurationFile with(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new InputException("'%s' is not of the form key=value", assignment);
    }
    try {
      Config override =
          ConfigFactory.parseString(
              assignment,
              ConfigParseOptions.defaults().setOriginDescription("--set " + assignment));
      return new ConfigurationFile(override.withFallback(config));
    } catch (ConfigException e) {
      throw new InputException(e, "'%s' is not HOCON: %s", assignment, e.getMessage());
    }
  }

  /** This configuration with all {@code assignments}, in order. */
  public ConfigurationFile with(List<String> assignments) {
    ConfigurationFile result = this;
    for (String assignment : assignments) {
      result = result.with(assignment);
    }
    return result;
  }

  /** This configuration with the value at {@code path} replaced. */
  public ConfigurationFile with(String path, Object value) {
    ConfigValue replacement = ConfigValueFactory.fromAnyRef(value, "command line");
    return new ConfigurationFile(config.withValue(path, replacement));
  }

  /**
   * What {@link RunSettings#from} reads: all references resolved, profiles left out, and what
   * belongs to the chosen generator laid over the generation's settings.
   */
  public Config resolved() {
    try {
      return forGenerator(config.withoutPath(PROFILES).resolve());
    } catch (ConfigException e) {
      throw new InputException(e, "the configuration cannot be resolved: %s", e.getMessage());
    }
  }

  private static Config forGenerator(Config resolved) {
    if (!resolved.hasPath(BY_GENERATOR) || !resolved.hasPath(GENERATOR)) {
      return resolved;
    }
    String chosen = BY_GENERATOR + "." + ConfigUtil.quoteString(resolved.getString(GENERATOR));
    Config rest = resolved.withoutPath(BY_GENERATOR);
    return resolved.hasPath(chosen)
        ? resolved.getConfig(chosen).atPath(GENERATION).withFallback(rest)
        : rest;
  }

  /** A resolved configuration as JSON, keys in order. */
  public static String json(Config resolved) {
    return resolved.root().render(ConfigRenderOptions.concise().setFormatted(true).setJson(true));
  }
}
