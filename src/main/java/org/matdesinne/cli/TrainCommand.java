package org.matdesinne.cli;

import java.util.concurrent.Callable;
import org.matdesinne.spark.JobContext;
import org.matdesinne.spark.TrainJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "train", description = "Trains the configured networks, one Spark task each.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "Training set: what 'ingest' or 'inverse-design' wrote.")
  private String data;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    JobContext context = JobContext.open("train", configuration.resolved());
    new TrainJob(context).run(data, output.uri());
    context.progress().say("model in " + output.uri());
    return Main.DONE;
  }
}
