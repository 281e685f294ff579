package org.matdesinne.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.matdesinne.report.AccuracyTable;
import org.matdesinne.spark.evaluate.PredictJob;
import org.matdesinne.spark.predict.PointsOption;
import org.matdesinne.spark.predict.PredictTableJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "predict",
    description = {
      "Prints the predicted property and its uncertainty for each design point, as CSV.",
      "With --y or --held-out it prints a table of errors instead.",
      "With --points or --points-table it predicts a table of any size into another, distributed."
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

  @Mixin private PredictionTableOptions table;

  @Override
  public Integer call() {
    Optional<PointsOption> points = table.option();
    if (Stream.of(x, heldOut, points).filter(Optional::isPresent).count() != 1) {
      throw new InputException("give one of --x, --held-out, --points, and --points-table");
    }
    if (y.isPresent() && x.isEmpty()) {
      throw new InputException("--y has the labels of the points of --x; give both");
    }
    JobContext context = JobContext.open("predict", configuration.resolved());
    if (points.isPresent()) {
      return predict(context.writing(table.output()), points.get());
    }
    PredictJob job = new PredictJob(context);
    if (heldOut.isPresent()) {
      print(job.heldOut(model.name(), heldOut.get()));
    } else if (y.isPresent()) {
      print(job.accuracy(model.name(), x.get(), y.get()));
    } else {
      job.run(model.name(), x.get(), System.out);
    }
    return Main.DONE;
  }

  private static void print(List<AccuracyTable> tables) {
    System.out.print(tables.stream().map(AccuracyTable::render).collect(Collectors.joining("\n")));
  }

  private int predict(JobContext context, PointsOption points) {
    PredictTableJob job = new PredictTableJob(context);
    RunManifest manifest = job.run(model.name(), points, table.data(), table.output());
    System.out.print(context.progress().phase("sum up", () -> job.table(table.output())).render());
    context
        .progress()
        .say("next: " + NextCommand.here().of("show", table.output() + "/predictions"));
    // The last line, which scripts read.
    context.progress().say(summary(manifest));
    return Main.DONE;
  }

  private String summary(RunManifest manifest) {
    String counts =
        manifest.statuses().entrySet().stream()
            .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
            .collect(Collectors.joining(", "));
    return "predictions in " + table.output() + ": " + counts + ", in " + manifest.duration();
  }
}
