package org.matdesinne.spark.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.dataset.Examples;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.PublishedValues;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.SavedModel;
import org.matdesinne.oracle.OracleSettings;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.oracle.Labeller;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/** Measures generated candidates and writes the figures. */
public final class BenchmarkJob {
  private final JobContext context;

  /** A job in {@code context}. */
  public BenchmarkJob(JobContext context) {
    this.context = context;
  }

  /**
   * Measures the candidates at {@code generated}.
   *
   * @param data the training set of their models; where none is named, the one beside the
   *     candidates, or that the bundled model brings along that made them. Where that has none,
   *     figures that compare with rows of data are left out
   * @param judging a network that judges them all, where one was named
   * @throws InputException when the judge made the candidates itself, or is of another design
   */
  public RunManifest run(
      String generated, Optional<String> data, Optional<JudgeOption> judging, String output) {
    Storage storage = context.storage();
    Output candidates = Output.find(storage, generated, JobKind.GENERATE);
    TrainingSetStore sets = new TrainingSetStore(context);
    Optional<TrainingData> set =
        data.isPresent() ? Optional.of(sets.load(data.get())) : sets.search(generated);
    return run(
        candidates,
        set.map(Reference::of).orElseGet(() -> bundled(candidates, BundledModel.all())),
        judging.map(option -> TrainedJudge.load(context, option)),
        Output.of(output));
  }

  /**
   * Of the bundled model that localized the candidates.
   *
   * @throws InputException when no bundled model did
   */
  Reference bundled(Output generated, List<BundledModel> bundled) {
    RunManifest manifest = RunManifest.read(context.storage(), generated.state()).orElseThrow();
    String surrogate = manifest.networks().get("surrogate");
    for (BundledModel model : bundled) {
      SavedModel saved = new SavedModel(model);
      for (String name : model.networks()) {
        NetworkManifest network = saved.manifest(name).orElseThrow();
        if (network.weightsSha256().equals(surrogate)) {
          return model
              .trainingSet()
              .map(set -> Reference.of(new TrainingData(set, model.source())))
              .orElseGet(() -> uncompared(manifest.source(), network));
        }
      }
    }
    throw new InputException(
        "%s holds no training set to measure candidates beside, and no model that comes with this"
            + " program made them; give --data, what 'ingest' wrote",
        generated.tables());
  }

  /** Of a network that knows the ranges of its rows, and no more of them. */
  private Reference uncompared(String source, NetworkManifest network) {
    context
        .progress()
        .say("without --data: nothing is compared with known materials and held-out points");
    return new Reference(
        source,
        "nothing",
        network.ranges(),
        new double[0][],
        new Examples(new double[0][], new double[0][]),
        "",
        network.scaling().propertyScale());
  }

  /** Writes the figures of candidates and data that one run made. */
  public RunManifest run(
      Output generated, TrainingData data, Optional<TrainedJudge> judging, Output output) {
    return run(generated, Reference.of(data), judging, output);
  }

  /**
   * Writes the figures.
   *
   * @param generated finished candidates
   * @param reference what they are measured beside
   * @param judging a network that judges them all, where there is one
   */
  private RunManifest run(
      Output generated, Reference reference, Optional<TrainedJudge> judging, Output output) {
    judging.ifPresent(judge -> requireOther(judge, generated));
    RunSettings settings = measuredBy(reference);
    RunFolder folder =
        new RunFolder(
            context,
            JobKind.BENCHMARK,
            output.carrying(generated.run()),
            generated.run().orElse(""),
            reference.hash(),
            identity(settings, reference.source()),
            judging.map(TrainedJudge::weights).orElse(""),
            oracle(reference.source()).map(Labeller::fingerprint).orElse(""));
    return folder.complete(() -> measure(reference, generated, judging, folder));
  }

  private RunManifest measure(
      Reference reference, Output generated, Optional<TrainedJudge> judging, RunFolder folder) {
    Dataset<Row> figures =
        figures(reference, generated, judging.map(judge -> judge.share(context)));
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
        reference.source(),
        Map.of(TableSchema.METRICS.tableName(), table.read(place).count()),
        weights(judging));
  }

  /** The judge as manifests name it. */
  public static Map<String, String> weights(Optional<TrainedJudge> judging) {
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
   * @param reference what they are measured beside
   * @param judge of all candidates, where there is one
   */
  public Dataset<Row> figures(Reference reference, Output generated, Optional<Judge> judge) {
    RunSettings settings = measuredBy(reference);
    CandidateMetrics metrics =
        new CandidateMetrics(
            settings.designSpace(),
            settings.properties(),
            reference.spread(),
            reference.ranges(),
            reference.seen(),
            besidePublished(settings, reference),
            reference.heldOut(),
            oracle(reference.source()),
            judge);
    return metrics.measure(
        context.read(TableSchema.CANDIDATES, generated),
        context.read(TableSchema.BLOCKS, generated));
  }

  /**
   * All settings that decide how given candidates are measured.
   *
   * @param source where the labels of their models came from
   */
  public static String identity(RunSettings settings, String source) {
    BenchmarkSettings benchmark = settings.benchmark();
    return String.join(
        "\n",
        settings.name(),
        settings.designSpace().toString(),
        settings.properties().toString(),
        Double.toString(benchmark.noveltyTolerance()),
        benchmark.comparison().toString(),
        benchmark.accuracy().toString(),
        benchmark.published().toString(),
        truth(settings, source)
            .map(oracle -> benchmark.oracleSample() + " by " + oracle.calculation())
            .orElse(""));
  }

  /**
   * The oracle, where it is the truth of labels: those that it made itself, and of data that were
   * given where the configuration says so.
   *
   * @param source where the labels came from
   */
  private static Optional<OracleSettings> truth(RunSettings settings, String source) {
    return settings.oracle().filter(oracle -> DataSettings.isOracle(source) || oracle.truth());
  }

  /**
   * Checks that the oracle of the configuration, if candidates are to be measured by it whatever
   * the data, can be used.
   *
   * @throws InputException when it cannot
   */
  public void requireUsableOracle() {
    if (context.settings().oracle().filter(OracleSettings::truth).isPresent()) {
      Labeller.of(context);
    }
  }

  private static BenchmarkSettings besidePublished(RunSettings settings, Reference reference) {
    return settings
        .benchmark()
        .beside(
            new PublishedValues.Run(
                settings.name(),
                settings.properties(),
                settings.designSpace(),
                reference.source(),
                reference.rowsHash()));
  }

  /** The published figures that belong beside what was measured on a finished training set. */
  public PublishedValues published(TrainingData data) {
    return besidePublished(context.settings(), Reference.of(data)).published();
  }

  /** The settings with what the training rows say of the property's spread. */
  private RunSettings measuredBy(Reference reference) {
    return context.measuredBy(reference.spread()).settings();
  }

  /** The figures of a finished benchmark, or of the run that it was a part of. */
  public List<Measurement> measurements(String folder) {
    Output benchmark = Output.find(context.storage(), folder, JobKind.BENCHMARK);
    return CandidateMetrics.measurements(
        context
            .read(TableSchema.METRICS, benchmark)
            .orderBy("model", "target", "wanted", "stage", "property", "metric"));
  }

  /** What labels candidates where it is the truth. */
  private Optional<Labeller> oracle(String source) {
    return truth(context.settings(), source).map(oracle -> Labeller.of(context));
  }
}
