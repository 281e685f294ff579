package org.matdesinne.cli;

import java.util.concurrent.Callable;
import org.matdesinne.report.BenchmarkTable;
import org.matdesinne.spark.BenchmarkJob;
import org.matdesinne.spark.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "benchmark",
    description = "Measures generated candidates and prints the figures beside the published ones.")
final class BenchmarkCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--candidates",
      required = true,
      paramLabel = "URI",
      description = "What 'generate' or 'inverse-design' wrote.")
  private String candidates;

  @Mixin private TrainingSetOption data;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    JobContext context = JobContext.open("benchmark", configuration.resolved());
    BenchmarkJob job = new BenchmarkJob(context);
    job.run(candidates, data.orBeside(candidates), output.uri());
    System.out.print(
        new BenchmarkTable(context.settings().property(), job.measurements(output.uri())).render());
    return Main.DONE;
  }
}
