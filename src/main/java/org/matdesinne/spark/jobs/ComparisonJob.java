package org.matdesinne.spark.jobs;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.Properties;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PublishedValues;
import org.matdesinne.metrics.Stage;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.evaluate.CandidateMetrics;
import org.matdesinne.spark.evaluate.Judge;
import org.matdesinne.spark.evaluate.JudgeOption;
import org.matdesinne.spark.evaluate.PosteriorMetrics;
import org.matdesinne.spark.evaluate.Reference;
import org.matdesinne.spark.evaluate.TrainedJudge;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.spark.train.ClaimedTraining;
import org.matdesinne.spark.train.NetworkScheduler;
import org.matdesinne.spark.train.TrainJob;
import org.matdesinne.spark.train.TrainingTask;

/**
 * Several generators on the same data, each trained several times: trains what is missing, draws
 * candidates from every one, measures them alike.
 *
 * <p>In the output's folder lie {@code training_set}, {@code metrics} and, for each repeat, {@code
 * repeat=K/model} and {@code repeat=K/GENERATOR/candidates}. A killed comparison goes on where it
 * was.
 */
public final class ComparisonJob {
  private final JobContext context;
  private final ConfigurationFile configuration;

  /**
   * A job in {@code context}.
   *
   * @param configuration that the context was made of; each repeat has its own seed in the place of
   *     it, each generator its own settings
   */
  public ComparisonJob(JobContext context, ConfigurationFile configuration) {
    this.context = context;
    this.configuration = configuration;
  }

  /**
   * What is compared.
   *
   * @param generators names of networks, or the generator that is none
   * @param repeats trainings of each
   */
  public record Contenders(Set<String> generators, int repeats) {
    /** Checks that there is something to compare. */
    public Contenders {
      generators = new TreeSet<>(generators);
      if (generators.isEmpty() || repeats < 1) {
        throw new InputException(
            "nothing to compare: %s generators, %s repeats; name at least one of each",
            generators.size(), repeats);
      }
    }
  }

  /**
   * Runs everything that is not finished yet.
   *
   * @param judging a network that judges all candidates, where one was named
   * @throws InputException when the judge is one of the networks compared, or of another design
   */
  public RunManifest run(
      DataOption option,
      Contenders contenders,
      Extrapolation extrapolation,
      Optional<JudgeOption> judging,
      String output) {
    List<Entrant> entrants = entrants(contenders);
    entrants.forEach(entrant -> entrant.context.settings().requirePossibleTargets());
    entrants.forEach(entrant -> entrant.context.settings().requireGuide());
    Optional<TrainedJudge> trained = judging.map(named -> TrainedJudge.load(context, named));
    IngestJob ingest = new IngestJob(context);
    IngestJob.Prepared prepared = ingest.prepare(option);
    RunFolder folder =
        new RunFolder(
            context,
            JobKind.COMPARISON,
            Output.of(output),
            prepared.fingerprint(),
            contenders.toString(),
            String.join(
                "\n", entrants.stream().map(each -> each.identity(prepared.source())).toList()),
            trained.map(TrainedJudge::weights).orElse(""));
    return folder.complete(
        () ->
            compare(
                entrants, contenders.repeats(), ingest, prepared, extrapolation, trained, folder));
  }

  private RunManifest compare(
      List<Entrant> entrants,
      int repeats,
      IngestJob ingest,
      IngestJob.Prepared prepared,
      Extrapolation extrapolation,
      Optional<TrainedJudge> trained,
      RunFolder folder) {
    // Before the long work: it may not be able to judge.
    Optional<Judge> judge = trained.map(each -> each.share(context));
    Output ingested = folder.part(JobKind.INGEST);
    ingest.run(prepared, ingested);
    TrainingData data = new TrainingSetStore(context).load(ingested);
    train(entrants, repeats, data, folder, trained);
    for (Entrant entrant : entrants) {
      folder.requireOurs();
      Output model = model(folder, entrant.repeat);
      new GenerateJob(entrant.context)
          .run(
              DesignInputs.of(ModelStore.of(context.storage(), model).saved(), data),
              extrapolation,
              candidates(folder, entrant));
    }
    Dataset<Row> figures = measure(entrants, data, folder, judge);
    Table metrics = context.table(TableSchema.METRICS);
    String place = folder.table(TableSchema.METRICS);
    metrics.write(figures.coalesce(1), place);
    return folder.finish(
        prepared.source(),
        Map.of(
            TableSchema.TRAINING_SET.tableName(),
            (long) data.set().rows(),
            TableSchema.METRICS.tableName(),
            metrics.read(place).count()),
        BenchmarkJob.weights(trained));
  }

  /** The figures of a finished comparison. */
  public List<Measurement> measurements(String output) {
    Output found = Output.find(context.storage(), output, JobKind.COMPARISON);
    return CandidateMetrics.measurements(
        context
            .read(TableSchema.METRICS, found)
            .orderBy("model", "target", "wanted", "stage", "property", "metric", "repeat"));
  }

  /** The published figures that belong beside those of a finished comparison. */
  public PublishedValues published(String output) {
    return new BenchmarkJob(context).published(new TrainingSetStore(context).load(output));
  }

  /**
   * One generator of one repeat.
   *
   * @param context with its settings and seed
   */
  private record Entrant(String generator, int repeat, JobContext context) {

    String identity(String source) {
      RunSettings settings = context.settings();
      return String.join(
          "\n",
          InverseDesignJob.identity(settings, source),
          Integer.toString(settings.benchmark().posteriorPoints()),
          Integer.toString(settings.benchmark().posteriorDraws()));
    }
  }

  private List<Entrant> entrants(Contenders contenders) {
    List<Entrant> entrants = new ArrayList<>();
    for (int repeat = 0; repeat < contenders.repeats(); repeat++) {
      for (String generator : contenders.generators()) {
        ConfigurationFile own = seeded(repeat).with("generation.generator", generator);
        entrants.add(new Entrant(generator, repeat, context.with(own)));
      }
    }
    return entrants;
  }

  private ConfigurationFile seeded(int repeat) {
    return configuration.with("seed", context.settings().seed() + repeat);
  }

  private void train(
      List<Entrant> entrants,
      int repeats,
      TrainingData data,
      RunFolder folder,
      Optional<TrainedJudge> judge) {
    Set<String> networks = new TreeSet<>();
    entrants.forEach(e -> networks.addAll(e.context.settings().usedNetworks()));
    List<ClaimedTraining> trainings = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      trainings.add(
          new TrainJob(context.with(seeded(repeat))).claim(networks, data, model(folder, repeat)));
    }
    List<TrainingTask> missing =
        trainings.stream().flatMap(training -> training.missing().stream()).toList();
    judge.ifPresent(
        each -> missing.forEach(task -> each.requireOther(task.training(), data.set().hash())));
    new NetworkScheduler(context).train(missing, data.set());
    trainings.forEach(ClaimedTraining::finish);
    judge.ifPresent(
        each ->
            trainings.stream()
                .flatMap(training -> training.networks().stream())
                .forEach(each::requireOther));
  }

  private static Output model(RunFolder folder, int repeat) {
    return folder.within("repeat=" + repeat, JobKind.TRAIN);
  }

  private static Output candidates(RunFolder folder, Entrant entrant) {
    return folder.within("repeat=" + entrant.repeat + "/" + entrant.generator);
  }

  private Dataset<Row> measure(
      List<Entrant> entrants, TrainingData data, RunFolder folder, Optional<Judge> judge) {
    Table metrics = context.table(TableSchema.METRICS);
    Reference reference = Reference.of(data);
    List<Row> rows = new ArrayList<>();
    for (Entrant entrant : entrants) {
      Dataset<Row> figures =
          new BenchmarkJob(entrant.context)
              .figures(reference, candidates(folder, entrant), judge)
              .withColumn("repeat", lit(entrant.repeat))
              .withColumn("run_id", lit(folder.runId()));
      rows.addAll(
          context
              .progress()
              .phase(
                  "measure " + entrant.generator + ", repeat " + entrant.repeat,
                  () -> figures.select(metrics.names()).collectAsList()));
    }
    rows.addAll(
        context
            .progress()
            .phase("check posteriors", () -> posteriors(entrants, data.set(), folder)));
    return metrics.dataset(rows);
  }

  /** The figures of every network as a model of p(x | y), one Spark task each. */
  private List<Row> posteriors(List<Entrant> entrants, TrainingSet set, RunFolder folder) {
    Examples points = Reference.heldOut(set);
    List<Entrant> networks =
        entrants.stream()
            .filter(e -> e.context.settings().networks().containsKey(e.generator))
            .toList();
    List<PosteriorMetrics> tasks =
        networks.stream().map(e -> posteriorFigures(e, points, folder)).toList();
    List<Map<Metric, Double>> found =
        context
            .computing()
            .parallelize(tasks, Math.max(1, tasks.size()))
            .map(task -> task.compute(TaskDevice.current()))
            .collect();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      Entrant entrant = networks.get(i);
      found
          .get(i)
          .forEach((metric, value) -> rows.add(posteriorRow(entrant, metric, value, folder)));
    }
    return rows;
  }

  private PosteriorMetrics posteriorFigures(Entrant entrant, Examples points, RunFolder folder) {
    ModelStore store = ModelStore.of(context.storage(), model(folder, entrant.repeat));
    return new PosteriorMetrics(
        store.load(entrant.generator),
        points,
        context.settings().benchmark(),
        context.settings().seed());
  }

  private Row posteriorRow(Entrant entrant, Metric metric, double value, RunFolder folder) {
    Properties properties = context.settings().properties();
    return RowFactory.create(
        folder.runId(),
        entrant.generator,
        null,
        Stage.POSTERIOR.column(),
        metric.column(),
        value,
        metric.unit(properties.several() ? "1" : properties.first().unit()),
        null,
        entrant.repeat,
        null,
        null);
  }
}
