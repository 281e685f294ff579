package org.matdesinne.cli;

import java.util.concurrent.Callable;
import org.matdesinne.spark.JobContext;
import org.matdesinne.spark.PredictJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "predict",
    description =
        "Prints the surrogate's prediction and uncertainty for each design point, as CSV.")
final class PredictCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Mixin private ModelOption model;

  @Option(
      names = "--x",
      required = true,
      paramLabel = "FILE",
      description = "Design points: headerless CSV, any Hadoop URI.")
  private String x;

  @Override
  public Integer call() {
    JobContext context = JobContext.open("predict", configuration.resolved());
    new PredictJob(context).run(model.uri(), x, System.out);
    return Main.DONE;
  }
}
