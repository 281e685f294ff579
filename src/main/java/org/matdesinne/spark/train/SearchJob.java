package org.matdesinne.spark.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.Spread;
import org.matdesinne.metrics.TrialScore;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.report.SearchTable;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.settings.SearchGrid;
import org.matdesinne.settings.SearchSettings;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Searches for the best settings of one network: trains every combination of its grid, one Spark
 * task each, and scores them on validation rows. Test rows decide nothing here.
 *
 * <p>A surrogate is scored by the error of its predictions, a generator by its draws before any
 * selection: by their error against the configuration's surrogate, which is trained once for the
 * whole search, as are the teachers.
 */
public final class SearchJob {
  private final JobContext context;
  private final ConfigurationFile configuration;
  private final RunSettings settings;

  /**
   * A job in {@code context}.
   *
   * @param configuration that the context was made of; each trial lays its values over it
   */
  public SearchJob(JobContext context, ConfigurationFile configuration) {
    this.context = context;
    this.configuration = configuration;
    settings = context.settings();
  }

  /** One training of one trial. */
  private record Attempt(SearchGrid.Trial trial, TrainingTask assignment) {

    long seed() {
      return assignment.training().seed();
    }

    String network() {
      return assignment.training().name();
    }
  }

  /**
   * Trains and scores what is not trained yet.
   *
   * @param network name of the configuration's network
   * @param data a finished training set
   * @throws InputException when the network is unknown or has no grid, or a trial's settings are
   *     wrong; then nothing is written
   */
  public RunManifest run(String network, String data, String output) {
    Map<SearchGrid.Trial, NetworkSettings> trials = trials(network);
    Set<String> shared = shared(network, trials);
    TrainingData ingested = new TrainingSetStore(context).load(data);
    trials
        .values()
        .forEach(
            each ->
                new RequestedNetworks(Map.of(network, each), settings.properties())
                    .requireCalibration(ingested.set()));
    RequestedNetworks helpers = RequestedNetworks.of(settings, shared);
    helpers.requireCalibration(ingested.set());
    RunFolder folder =
        new RunFolder(
            context,
            JobKind.SEARCH,
            Output.of(output),
            ingested.set().hash(),
            network,
            trials.toString(),
            helpers.byName().toString(),
            scoring(settings));
    return folder.complete(() -> search(network, trials, helpers.byName(), ingested, folder));
  }

  /**
   * All settings that decide how given trials are trained and scored, but those of their networks.
   */
  public static String scoring(RunSettings settings) {
    SearchSettings search = settings.search();
    return String.join(
        "\n",
        settings.designSpace().toString(),
        settings.properties().toString(),
        Integer.toString(search.seeds()),
        Integer.toString(search.draws()),
        Double.toString(search.minInRange()),
        Double.toString(search.minUnique()),
        Double.toString(search.maxDiscrepancy()),
        settings.generation().targets().toString(),
        Double.toString(settings.benchmark().noveltyTolerance()),
        settings.benchmark().comparison().toString(),
        Long.toString(settings.seed()));
  }

  /** The trials of a finished search, best first. */
  public SearchTable table(String network, String output) {
    Output found = Output.find(context.storage(), output, JobKind.SEARCH);
    Map<String, List<Row>> byTrial = new LinkedHashMap<>();
    context
        .read(TableSchema.TRIALS, found)
        .orderBy("trial", "seed")
        .collectAsList()
        .forEach(
            row ->
                byTrial.computeIfAbsent(row.getAs("settings"), text -> new ArrayList<>()).add(row));
    Map<String, SearchGrid.Trial> trials = new LinkedHashMap<>();
    trials(network).keySet().forEach(trial -> trials.put(trial.text(), trial));
    return new SearchTable(
        settings.properties(),
        byTrial.entrySet().stream()
            .map(each -> trial(network, trials.get(each.getKey()), each.getValue()))
            .toList());
  }

  private static SearchTable.Trial trial(
      String network, SearchGrid.Trial trial, List<Row> trainings) {
    return new SearchTable.Trial(
        trial.number(),
        trial.text(),
        trial.assignments(network),
        TrialScore.median(trainings.stream().map(SearchJob::score).toList()),
        trainings.stream().allMatch(row -> row.<Boolean>getAs("counts")),
        Spread.of(trainings.stream().mapToDouble(row -> row.getAs("seconds")).toArray()).median());
  }

  /** The trials with what they make of the network; wrong values are found here. */
  private Map<SearchGrid.Trial, NetworkSettings> trials(String network) {
    if (!settings.networks().containsKey(network)) {
      throw new InputException(
          "there is no network '%s'; the configuration has: %s",
          network, String.join(", ", settings.networks().keySet()));
    }
    SearchSettings search = settings.search();
    Map<SearchGrid.Trial, NetworkSettings> trials = new LinkedHashMap<>();
    for (SearchGrid.Trial trial : search.grid(network).trials(search.trials(), settings.seed())) {
      ConfigurationFile laid = configuration.with(trial.assignments(network));
      trials.put(trial, RunSettings.from(laid.resolved()).networks().get(network));
    }
    return trials;
  }

  /** The networks that are trained once: teachers, and the surrogate that scores generators. */
  private Set<String> shared(String network, Map<SearchGrid.Trial, NetworkSettings> trials) {
    Set<String> shared = new TreeSet<>();
    trials.values().forEach(each -> each.teacherName().ifPresent(shared::add));
    if (draws(network)) {
      shared.add(settings.generation().surrogate());
    }
    return shared;
  }

  private boolean draws(String network) {
    return settings.generators().contains(network);
  }

  private RunManifest search(
      String network,
      Map<SearchGrid.Trial, NetworkSettings> trials,
      Map<String, NetworkSettings> helpers,
      TrainingData data,
      RunFolder folder) {
    String shared = shared(folder).uri();
    List<TrainingTask> once =
        helpers.entrySet().stream()
            .map(e -> assignment(e.getKey(), e.getValue(), settings.seed(), shared, folder))
            .toList();
    List<Attempt> attempts = new ArrayList<>();
    for (int k = 0; k < settings.search().seeds(); k++) {
      long seed = settings.seed() + k;
      String model = ModelStore.in(context.storage(), folder.uri() + "/seed=" + seed).uri();
      trials.forEach(
          (trial, each) ->
              attempts.add(
                  new Attempt(
                      trial,
                      assignment(network + "-" + trial.number(), each, seed, model, folder))));
    }
    new NetworkScheduler(context)
        .train(
            Stream.concat(once.stream(), attempts.stream().map(Attempt::assignment))
                .filter(task -> store(task.model()).find(task.training().name()).isEmpty())
                .toList(),
            data.set());
    Table table = context.table(TableSchema.TRIALS);
    Dataset<Row> rows = table.dataset(score(network, attempts, data.set(), folder));
    table.write(rows.coalesce(1), folder.table(TableSchema.TRIALS));
    return folder.finish(data.source(), Map.of(TableSchema.TRIALS.tableName(), rows.count()));
  }

  private TrainingTask assignment(
      String name, NetworkSettings network, long seed, String model, RunFolder folder) {
    return new TrainingTask(
        new NetworkTraining(name, 0, network, settings.designSpace(), settings.properties(), seed),
        model,
        shared(folder).uri(),
        folder.scratch());
  }

  /** The networks that are trained once for all trials. */
  private ModelStore shared(RunFolder folder) {
    return ModelStore.in(context.storage(), folder.uri());
  }

  private ModelStore store(String model) {
    return new ModelStore(context.storage(), model);
  }

  /** Scores every training in a task of its own. */
  private List<Row> score(
      String network, List<Attempt> attempts, TrainingSet set, RunFolder folder) {
    TrialScorer figures = figures(network, set, folder);
    List<TrainedNetwork> networks =
        attempts.stream().map(each -> store(each.assignment.model()).load(each.network())).toList();
    List<TrialScore> scores =
        context
            .progress()
            .phase(
                "score " + attempts.size() + " trainings",
                () ->
                    context
                        .computing()
                        .parallelize(networks, networks.size())
                        .map(each -> figures.score(each, TaskDevice.current()))
                        .collect());
    return IntStream.range(0, attempts.size())
        .mapToObj(i -> row(network, attempts.get(i), networks.get(i), scores.get(i), folder))
        .sorted(Comparator.<Row>comparingInt(row -> row.getInt(2)).thenComparing(r -> r.getLong(4)))
        .toList();
  }

  private TrialScorer figures(String network, TrainingSet set, RunFolder folder) {
    TrainingSet rows = set.only(Split.VALIDATION);
    Examples validation = rows.examples();
    Amounts spread = set.only(Split.TRAIN).spread().orElseThrow();
    if (!draws(network)) {
      return new TrialScorer.OfSurrogate(validation, spread);
    }
    return new TrialScorer.OfGenerator(
        validation,
        settings.generation().targets(),
        spread,
        context
            .measuredBy(spread)
            .settings()
            .benchmark()
            .setFigures(settings.designSpace(), set.only(Split.TRAIN, Split.VALIDATION).ranges()),
        shared(folder).load(settings.generation().surrogate()),
        settings.search().draws(),
        settings.seed());
  }

  private Row row(
      String network, Attempt attempt, TrainedNetwork trained, TrialScore score, RunFolder folder) {
    SearchSettings search = settings.search();
    var curve = trained.manifest().curve();
    return RowFactory.create(
        folder.runId(),
        network,
        attempt.trial.number(),
        attempt.trial.text(),
        attempt.seed(),
        orNull(score.error()),
        orNull(score.inRange()),
        orNull(score.unique()),
        orNull(score.overlap()),
        orNull(score.discrepancy()),
        orNull(score.classifierAccuracy()),
        score.counts(search.minInRange(), search.minUnique(), search.maxDiscrepancy()),
        curve.get(curve.size() - 1).seconds());
  }

  private static TrialScore score(Row row) {
    double[] figures =
        Stream.of(
                "error",
                "in_range",
                "unique",
                "histogram_overlap",
                "maximum_mean_discrepancy",
                "classifier_accuracy")
            .mapToDouble(name -> orNaN(row.getAs(name)))
            .toArray();
    return new TrialScore(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }
}
