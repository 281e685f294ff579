package org.matdesinne.cli;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.train.SearchJob;
import org.matdesinne.spark.train.TrainJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = {
      "Trains networks of the configuration, one Spark task each.",
      "Prints their epochs, scores and times."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "Training set: a folder that 'ingest' or 'inverse-design' wrote.")
  private String data;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NAME",
      description =
          "Networks to train, separated by commas, or 'all'. Default: those that 'generate' uses.")
  private Set<String> networks = Set.of();

  @Option(
      names = "--search",
      paramLabel = "NAME",
      description = {
        "Search for the best settings of this network instead: train it with each combination of the"
            + " values in search.grids and rank them on validation rows."
      })
  private Optional<String> search = Optional.empty();

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (search.isPresent()) {
      return search(search.get());
    }
    JobContext context = JobContext.open("train", configuration.resolved()).writing(output.uri());
    TrainJob job = new TrainJob(context);
    Set<String> names = names(context.settings());
    job.run(names, data, output.uri());
    System.out.print(job.table(names, output.uri()).render());
    context.progress().say("model in " + output.uri());
    return Main.DONE;
  }

  private int search(String network) {
    if (!networks.isEmpty()) {
      throw new InputException(
          "--search takes one network and --networks several; give one of them");
    }
    ConfigurationFile file = configuration.load();
    JobContext context = JobContext.open("train", file.resolved()).writing(output.uri());
    SearchJob job = new SearchJob(context, file);
    job.run(network, data, output.uri());
    System.out.print(job.table(network, output.uri()).render());
    context.progress().say("trials in " + output.uri());
    return Main.DONE;
  }

  private Set<String> names(RunSettings settings) {
    if (networks.isEmpty()) {
      return settings.usedNetworks();
    }
    return networks.equals(Set.of("all")) ? settings.networks().keySet() : networks;
  }
}
