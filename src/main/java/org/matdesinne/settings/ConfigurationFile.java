package org.matdesinne.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.matdesinne.config.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration on its way to settings. Later layers win: what a file includes, the profile of
 * that, what the file says itself, its own profile, then each override in order. So a profile that
 * comes with the program goes over the built-in values, and never over what a person wrote.
 *
 * <p>What an included file gives in the unit of its property holds for that property alone: where
 * another is designed for, {@link PropertyBound} leaves it out. Keys may have the names of earlier
 * versions, see {@link RenamedKeys}.
 */
public final class ConfigurationFile {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFile.class);
  private static final String PROFILES = "profiles";
  private static final String GENERATION = "generation";
  private static final String GENERATOR = GENERATION + ".generator";
  private static final String BY_GENERATOR = GENERATION + ".by-generator";

  private final IncludedConfiguration file;
  private final Config profileOfIncluded;
  private final Config ownProfile;
  private final Config overrides;

  /** What was said of former names, shared by all that is made from one file. */
  private final Set<String> notices;

  private ConfigurationFile(
      IncludedConfiguration file,
      Config profileOfIncluded,
      Config ownProfile,
      Config overrides,
      Set<String> notices) {
    this.file = file;
    this.profileOfIncluded = profileOfIncluded;
    this.ownProfile = ownProfile;
    this.overrides = overrides;
    this.notices = notices;
  }

  private static ConfigurationFile of(IncludedConfiguration file) {
    Config nothing = ConfigFactory.empty();
    return new ConfigurationFile(file, nothing, nothing, nothing, ConcurrentHashMap.newKeySet());
  }

  /** The configuration that travels with the program: nobody's own. */
  public static ConfigurationFile builtIn() {
    Config all = ConfigFactory.parseResources("conf/mos2.conf");
    return of(new IncludedConfiguration(all, ConfigFactory.empty(), all));
  }

  /**
   * Parses HOCON.
   *
   * @param text of the file
   * @param where its name, for messages
   */
  public static ConfigurationFile parse(String text, String where) {
    try {
      return of(IncludedConfiguration.parse(text, where));
    } catch (ConfigException e) {
      throw new InputException(e, "%s is not HOCON: %s", where, e.getMessage());
    }
  }

  /**
   * This configuration with the profile {@code name}: that of an included file goes over what is
   * included, the file's own over all of the file.
   */
  public ConfigurationFile profile(String name) {
    String path = PROFILES + "." + ConfigUtil.quoteString(name);
    if (!file.whole().hasPath(path)) {
      throw new InputException(
          "the configuration has no profile '%s'; add a section %s.%s", name, PROFILES, name);
    }
    return new ConfigurationFile(
        file,
        laidOver(profileOfIncluded, file.included(), path),
        laidOver(ownProfile, file.own(), path),
        overrides,
        notices);
  }

  private static Config laidOver(Config profiles, Config layer, String path) {
    return layer.hasPath(path) ? layer.getConfig(path).withFallback(profiles) : profiles;
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
      return overriddenBy(override.withFallback(overrides));
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
    return overriddenBy(overrides.withValue(path, replacement));
  }

  private ConfigurationFile overriddenBy(Config all) {
    return new ConfigurationFile(file, profileOfIncluded, ownProfile, all, notices);
  }

  /**
   * What {@link RunSettings#from} reads: all references resolved, profiles left out, all keys under
   * their present names, and what belongs to the chosen generator laid over the generation's
   * settings.
   */
  public Config resolved() {
    try {
      PropertyBound bound = new PropertyBound(file.included());
      Config all = layers(layer -> layer, file.whole());
      Config meant =
          bound.isForeignTo(all)
              ? layers(
                  layer -> bound.without(layer, path -> false),
                  bound.without(file.whole(), this::isOwn))
              : all;
      return forGenerator(
          FilesBeside.found(
              RenamedKeys.inPresentNames(meant.withoutPath(PROFILES).resolve(), this::warnOnce)));
    } catch (ConfigException e) {
      throw new InputException(e, "the configuration cannot be resolved: %s", e.getMessage());
    }
  }

  private void warnOnce(String notice) {
    if (notices.add(notice)) {
      LOG.warn("{}", notice);
    }
  }

  /**
   * All layers.
   *
   * @param ofIncluded what becomes of a layer that is not the file's own
   * @param whole the file with what it includes, which is all where there is no profile
   */
  private Config layers(UnaryOperator<Config> ofIncluded, Config whole) {
    Config below =
        profileOfIncluded.isEmpty()
            ? whole
            : file.own()
                .withFallback(ofIncluded.apply(profileOfIncluded))
                .withFallback(ofIncluded.apply(file.included()));
    return overrides.withFallback(ownProfile).withFallback(below);
  }

  private boolean isOwn(String path) {
    try {
      return file.own().hasPathOrNull(path);
    } catch (ConfigException.NotResolved e) {
      // Below a reference of the file's own.
      return true;
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
