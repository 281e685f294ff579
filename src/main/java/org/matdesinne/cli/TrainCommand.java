package org.matdesinne.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.JobContext;
import org.matdesinne.spark.TrainJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = {
      "Trains the configured networks, one Spark task each.",
      "Prints what became of them."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "Training set: what 'ingest' or 'inverse-design' wrote.")
  private String data;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NAME",
      description = "Networks to train, or 'all'; default: the ones that 'generate' uses.")
  private Set<String> networks = Set.of();

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    JobContext context = JobContext.open("train", configuration.resolved());
    TrainJob job = new TrainJob(context);
    Set<String> names = names(context.settings());
    job.run(names, data, output.uri());
    System.out.print(job.table(names, output.uri()).render());
    context.progress().say("model in " + output.uri());
    return Main.DONE;
  }

  private Set<String> names(RunSettings settings) {
    if (networks.isEmpty()) {
      return settings.usedNetworks();
    }
    return networks.equals(Set.of("all")) ? settings.networks().keySet() : networks;
  }
}
