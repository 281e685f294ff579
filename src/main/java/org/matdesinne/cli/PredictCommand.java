package org.matdesinne.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.JobContext;
import org.matdesinne.spark.PredictJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "predict",
    description = {
      "Prints the surrogate's prediction and uncertainty for each design point, as CSV.",
      "With --y it prints a table of their errors instead."
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Mixin private ModelOption model;

  @Option(
      names = "--x",
      required = true,
      paramLabel = "FILE",
      description = "Design points: headerless CSV, any Hadoop URI.")
  private String x;

  @Option(
      names = "--y",
      paramLabel = "FILE",
      description = "Their labels, to measure the predictions by: headerless CSV, any Hadoop URI.")
  private Optional<String> y = Optional.empty();

  @Override
  public Integer call() {
    JobContext context = JobContext.open("predict", configuration.resolved());
    PredictJob job = new PredictJob(context);
    if (y.isPresent()) {
      System.out.print(job.accuracy(model.name(), x, y.get()).render());
    } else {
      job.run(model.name(), x, System.out);
    }
    return Main.DONE;
  }
}
