package org.matdesinne.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.evaluate.PredictJob;
import org.matdesinne.spark.run.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "predict",
    description = {
      "Prints the predicted property and its uncertainty for each design point, as CSV.",
      "With --y or --held-out it prints a table of errors instead."
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Mixin private ModelOption model;

  @Option(
      names = "--x",
      paramLabel = "FILE",
      description = "Design points: CSV without a header, any Hadoop URI.")
  private Optional<String> x = Optional.empty();

  @Option(
      names = "--y",
      paramLabel = "FILE",
      description =
          "Labels of these points, to measure the errors of the predictions: CSV without a header.")
  private Optional<String> y = Optional.empty();

  @Option(
      names = "--held-out",
      paramLabel = "URI",
      description =
          "The training set of the model: measures the errors on its test rows, to which no network"
              + " was fitted.")
  private Optional<String> heldOut = Optional.empty();

  @Override
  public Integer call() {
    if (x.isPresent() == heldOut.isPresent()) {
      throw new InputException("give one of --x and --held-out");
    }
    if (y.isPresent() && x.isEmpty()) {
      throw new InputException("--y has the labels of the points of --x; give both");
    }
    JobContext context = JobContext.open("predict", configuration.resolved());
    PredictJob job = new PredictJob(context);
    if (heldOut.isPresent()) {
      System.out.print(job.heldOut(model.name(), heldOut.get()).render());
    } else if (y.isPresent()) {
      System.out.print(job.accuracy(model.name(), x.get(), y.get()).render());
    } else {
      job.run(model.name(), x.get(), System.out);
    }
    return Main.DONE;
  }
}
