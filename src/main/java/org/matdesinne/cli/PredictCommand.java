package org.matdesinne.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.JobContext;
import org.matdesinne.spark.PredictJob;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "predict",
    description = {
      "Prints the surrogate's prediction and uncertainty for each design point, as CSV.",
      "With --y or --held-out it prints a table of their errors instead."
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Mixin private ModelOption model;

  @ArgGroup(multiplicity = "1")
  private Rows rows = new Rows();

  /** What is predicted. */
  private static final class Rows {
    @ArgGroup(exclusive = false)
    private Points points = new Points();

    @Option(
        names = "--held-out",
        required = true,
        paramLabel = "URI",
        description =
            "The model's training set: measures the predictions of its test rows, which no network"
                + " was fitted to.")
    private String heldOut = "";
  }

  private static final class Points {
    @Option(
        names = "--x",
        required = true,
        paramLabel = "FILE",
        description = "Design points: headerless CSV, any Hadoop URI.")
    private String x = "";

    @Option(
        names = "--y",
        paramLabel = "FILE",
        description =
            "Their labels, to measure the predictions by: headerless CSV, any Hadoop URI.")
    private Optional<String> y = Optional.empty();
  }

  @Override
  public Integer call() {
    JobContext context = JobContext.open("predict", configuration.resolved());
    PredictJob job = new PredictJob(context);
    Points points = rows.points;
    if (!rows.heldOut.isEmpty()) {
      System.out.print(job.heldOut(model.name(), rows.heldOut).render());
    } else if (points.y.isPresent()) {
      System.out.print(job.accuracy(model.name(), points.x, points.y.get()).render());
    } else {
      job.run(model.name(), points.x, System.out);
    }
    return Main.DONE;
  }
}
