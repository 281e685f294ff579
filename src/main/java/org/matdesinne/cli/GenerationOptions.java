package org.matdesinne.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.generate.Extrapolation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is to be generated. */
final class GenerationOptions {
  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "VALUE",
      description = "Wanted values of the first property, separated by commas.")
  private List<Double> targets = List.of();

  @Option(
      names = "--target",
      paramLabel = "GOALS",
      description =
          "What is wanted, as 'NAME=VALUE', 'NAME=VALUE+-TOLERANCE', 'NAME=LOW..HIGH',"
              + " 'NAME<=VALUE', or 'NAME>=VALUE', several goals separated by commas. Give it again"
              + " for each further target.")
  private List<String> goals = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "How many accepted candidates to make for each target.")
  private Optional<Integer> samples = Optional.empty();

  @Option(
      names = "--max-draws",
      paramLabel = "N",
      description = "Give up on a target after this many draws.")
  private Optional<Long> maxDraws = Optional.empty();

  @Option(
      names = "--generator",
      paramLabel = "NAME",
      description = "Network that draws candidates; default: as configured.")
  private Optional<String> generator = Optional.empty();

  @Mixin private ExtrapolationOption extrapolation;

  /** The configuration with what these options say of the generation. */
  ConfigurationFile applyTo(ConfigurationFile configuration) {
    ConfigurationFile result = configuration;
    if (!targets.isEmpty() || !goals.isEmpty()) {
      List<Object> wanted = new ArrayList<>(targets);
      wanted.addAll(goals);
      result = result.with("generation.targets", wanted);
    }
    if (samples.isPresent()) {
      result = result.with("generation.samples", samples.get());
    }
    if (maxDraws.isPresent()) {
      result = result.with("generation.max-draws", maxDraws.get());
    }
    if (generator.isPresent()) {
      result = result.with("generation.generator", generator.get());
    }
    return result;
  }

  Extrapolation extrapolation() {
    return extrapolation.extrapolation();
  }
}
