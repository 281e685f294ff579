package org.matdesinne.cli;

import com.typesafe.config.Config;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.GenerateJob;
import org.matdesinne.spark.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Draws candidates for each target, localizes and selects them.")
final class GenerateCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private GenerationOptions generation;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "URI",
      description = "Trained networks: what 'train' or 'inverse-design' wrote.")
  private String model;

  @Option(
      names = "--data",
      paramLabel = "URI",
      description = "Their training set; default: beside the model.")
  private Optional<String> data = Optional.empty();

  @Option(names = "--output", required = true, paramLabel = "URI", description = "Folder to write.")
  private String output;

  @Override
  public Integer call() {
    Config resolved = generation.applyTo(configuration.load()).resolved();
    JobContext context = JobContext.open("generate", resolved);
    new GenerateJob(context).run(model, data.orElse(model), generation.extrapolation(), output);
    context.progress().say("candidates in " + output);
    return Main.DONE;
  }
}
