package org.matdesinne.cli;

import com.typesafe.config.Config;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import picocli.CommandLine.Option;

/** The options by which every job is configured. */
final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration in HOCON: a local file or any Hadoop URI. Default: the built-in"
              + " conf/mos2.conf.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {
        "Apply a profile, a named set of changes in the configuration (repeatable).",
        "A profile from an included file overrides that file, but not what your own file says."
      })
  private List<String> profiles = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one value of the configuration (repeatable).")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random numbers. 'today' means the date in UTC, such as 20261123.")
  private Optional<String> seed = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "WHERE",
      description =
          "Where networks compute: assigned (on the GPU that Spark assigns, else on the CPU), cpu,"
              + " gpu (fails without a GPU), gpu-or-cpu.")
  private Optional<String> device = Optional.empty();

  /** The configuration that the options ask for, before any option of the job itself. */
  ConfigurationFile load(String... impliedProfiles) {
    ConfigurationFile configuration =
        file.map(HadoopConfigurationFile::read).orElseGet(ConfigurationFile::builtIn);
    for (String profile : impliedProfiles) {
      configuration = configuration.profile(profile);
    }
    for (String profile : profiles) {
      configuration = configuration.profile(profile);
    }
    configuration = configuration.with(assignments);
    if (seed.isPresent()) {
      configuration = configuration.with("seed", seedOf(seed.get()));
    }
    return device.isPresent() ? configuration.with("device", device.get()) : configuration;
  }

  private static long seedOf(String text) {
    String number =
        text.equals("today")
            ? LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE)
            : text;
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw new InputException(e, "--seed is '%s'; give a whole number or 'today'", text);
    }
  }

  /** The resolved configuration. */
  Config resolved() {
    return load().resolved();
  }
}
