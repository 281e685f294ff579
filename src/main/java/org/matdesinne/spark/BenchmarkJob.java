package org.matdesinne.spark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.metrics.HeldOut;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.PublishedFigures;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.settings.RunSettings;

/** Measures generated candidates and writes the figures. */
public final class BenchmarkJob {
  static final String KIND = "benchmark";

  private final JobContext context;

  /** A job in {@code context}. */
  public BenchmarkJob(JobContext context) {
    this.context = context;
  }

  /**
   * Measures the candidates at {@code generated}.
   *
   * @param judging a network that judges them all, where one was named
   * @throws InputException when the judge made the candidates itself, or is of another design
   */
  public RunManifest run(
      String generated, String data, Optional<JudgeOption> judging, String output) {
    Storage storage = context.storage();
    return run(
        Output.find(storage, generated, GenerateJob.KIND),
        Output.find(storage, data, IngestJob.KIND),
        judging.map(option -> TrainedJudge.load(context, option)),
        Output.of(output));
  }

  /**
   * Writes the figures.
   *
   * @param generated finished candidates
   * @param data the training set of their models
   * @param judging a network that judges them all, where there is one
   */
  RunManifest run(Output generated, Output data, Optional<TrainedJudge> judging, Output output) {
    judging.ifPresent(judge -> requireOther(judge, generated));
    TrainingSet set = IngestJob.load(context, data);
    RunSettings settings = measuredBy(set);
    String source = IngestJob.source(context, data);
    RunFolder folder =
        new RunFolder(
            context,
            KIND,
            output.carrying(generated.run()),
            generated.run().orElse(""),
            set.hash(),
            settings.benchmark().toString(),
            judging.map(TrainedJudge::weights).orElse(""));
    return folder.complete(() -> measure(set, source, generated, judging, folder));
  }

  private RunManifest measure(
      TrainingSet set,
      String source,
      Output generated,
      Optional<TrainedJudge> judging,
      RunFolder folder) {
    Dataset<Row> figures =
        figures(set, source, generated, judging.map(judge -> judge.share(context)));
    Table table = context.table(TableSchema.METRICS);
    String place = folder.table(TableSchema.METRICS);
    context
        .progress()
        .phase(
            "measure",
            () -> {
              table.write(figures.coalesce(1), place);
              return null;
            });
    return folder.finish(
        source,
        Map.of(TableSchema.METRICS.tableName(), table.read(place).count()),
        weights(judging));
  }

  /** The judge as manifests name it. */
  static Map<String, String> weights(Optional<TrainedJudge> judging) {
    return judging.map(judge -> Map.of("judge", judge.weights())).orElse(Map.of());
  }

  private void requireOther(TrainedJudge judge, Output generated) {
    Map<String, String> makers =
        RunManifest.read(context.storage(), generated.state()).orElseThrow().networks();
    if (makers.isEmpty()) {
      context
          .progress()
          .say(
              "warning: an earlier version wrote "
                  + generated.tables()
                  + " and did not say by which networks; see to it that the judge is none of them");
    }
    judge.requireOther(makers);
  }

  /**
   * Measures without writing.
   *
   * @param set of the models
   * @param source where it came from
   * @param judge of all candidates, where there is one
   */
  Dataset<Row> figures(TrainingSet set, String source, Output generated, Optional<Judge> judge) {
    RunSettings settings = measuredBy(set);
    TrainingSet seen = set.only(Split.TRAIN, Split.VALIDATION);
    CandidateMetrics metrics =
        new CandidateMetrics(
            settings.designSpace(),
            settings.property(),
            seen.ranges(),
            seen.x(),
            settings
                .benchmark()
                .beside(
                    new PublishedFigures.Run(
                        settings.name(),
                        settings.property(),
                        settings.designSpace(),
                        source,
                        set.rowsHash())),
            heldOut(set),
            oracle(source),
            judge);
    return metrics.measure(
        context.table(TableSchema.CANDIDATES).read(generated),
        context.table(TableSchema.BLOCKS).read(generated));
  }

  /** The settings with what the training rows say of the property's spread. */
  private RunSettings measuredBy(TrainingSet set) {
    return context.measuredBy(set.only(Split.TRAIN).spread()).settings();
  }

  /** The figures of a finished benchmark, or of the run that it was a part of. */
  public List<Measurement> measurements(String folder) {
    Output benchmark = Output.find(context.storage(), folder, KIND);
    Table table = context.table(TableSchema.METRICS);
    return CandidateMetrics.measurements(
        table.read(benchmark).orderBy("model", "target", "stage", "metric"));
  }

  /** The rows that no model has seen. */
  static HeldOut heldOut(TrainingSet set) {
    TrainingSet test = set.only(Split.TEST);
    return new HeldOut(test.x(), test.y());
  }

  /** The oracle is the truth only of labels that it made itself. */
  private Optional<Oracle> oracle(String source) {
    RunSettings settings = context.settings();
    return source.equals(DataSettings.ORACLE_SOURCE) && settings.oracle().isPresent()
        ? Optional.of(settings.newOracle())
        : Optional.empty();
  }
}
