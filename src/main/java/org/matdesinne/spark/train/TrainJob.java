package org.matdesinne.spark.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.Ensemble;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.report.TrainingTable;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.surrogate.Calibration;
import org.matdesinne.training.Epoch;

/** Trains every network of the configuration, one Spark task each. */
public final class TrainJob {
  public static final String KIND = "train";
  public static final String MODEL = "/model";
  private static final String MEMBER = "member-";

  private final JobContext context;
  private final RunSettings settings;

  /** A job in {@code context}. */
  public TrainJob(JobContext context) {
    this.context = context;
    settings = context.settings();
  }

  /**
   * Trains on the training set at {@code data}.
   *
   * @param names of the configuration's networks to train
   * @throws InputException when there is no such network
   */
  public RunManifest run(Set<String> names, String data, String output) {
    return run(names, Output.find(context.storage(), data, IngestJob.KIND), Output.of(output));
  }

  /** The networks called {@code names} of a finished training. */
  public TrainingTable table(Set<String> names, String output) {
    Output trained = Output.find(context.storage(), output, KIND);
    ModelStore store = ModelStore.of(context.storage(), trained);
    return new TrainingTable(
        settings.property(),
        manifests(store, new TreeSet<>(names)).stream().map(TrainJob::trained).toList());
  }

  private static TrainingTable.Trained trained(NetworkManifest manifest) {
    List<Epoch> curve = manifest.curve();
    return new TrainingTable.Trained(
        manifest.name(),
        manifest.settings().blueprint().kind(),
        manifest.seed(),
        curve.size(),
        manifest.epoch(),
        curve.get(manifest.epoch() - 1).validationScore(),
        manifest.testScores(),
        curve.get(curve.size() - 1).seconds());
  }

  /**
   * Trains what is not trained yet; each network is written by its own task as soon as it is done.
   *
   * @param data a finished training set
   */
  public RunManifest run(Set<String> names, Output data, Output output) {
    TrainingSet set = IngestJob.load(context, data);
    Begun begun = begin(names, data, set, output);
    return begun.finished.orElseGet(
        () ->
            begun.folder.whileOurs(
                () -> {
                  train(context, begun.missing(), set);
                  return begun.finish();
                }));
  }

  /**
   * Claims the output and finds out what is missing.
   *
   * @param set the rows of {@code data}
   */
  public Begun begin(Set<String> names, Output data, TrainingSet set, Output output) {
    Map<String, NetworkSettings> networks = networks(settings, names);
    networks.forEach((name, network) -> requireCalibration(settings, name, network, set));
    RunFolder folder =
        new RunFolder(
            context,
            KIND,
            output,
            set.hash(),
            networks.toString(),
            settings.designSpace().toString(),
            Long.toString(settings.seed()));
    return new Begun(networks, IngestJob.source(context, data), folder, folder.claim());
  }

  /** Rows on a floor say next to nothing of how wide an interval must be. */
  static void requireCalibration(
      RunSettings settings, String name, NetworkSettings network, TrainingSet set) {
    double floor = settings.property().floor();
    long above =
        Arrays.stream(set.only(Split.VALIDATION).y()).filter(label -> label > floor).count();
    if (network.members() > 1 && above < Calibration.MIN_POINTS) {
      throw new InputException(
          "ensemble '%s' is calibrated on validation rows%s, at least %d;"
              + " there are %d: give more rows, raise data.validation-fraction, or set"
              + " networks.%s.members = 1",
          name,
          settings.property().hasFloor()
              ? " with a label above " + floor + " " + settings.property().unit()
              : "",
          Calibration.MIN_POINTS,
          above,
          name);
    }
  }

  /** A training whose folder is claimed. */
  public final class Begun {
    private final Map<String, NetworkSettings> networks;
    private final String source;
    private final RunFolder folder;
    private final Optional<RunManifest> finished;
    private final ModelStore store;

    private Begun(
        Map<String, NetworkSettings> networks,
        String source,
        RunFolder folder,
        Optional<RunManifest> finished) {
      this.networks = networks;
      this.source = source;
      this.folder = folder;
      this.finished = finished;
      store = new ModelStore(context.storage(), folder.uri() + MODEL);
    }

    /** The trainings that have not been done in this folder. */
    public List<Assignment> missing() {
      return networks.entrySet().stream()
          .filter(network -> finished.isEmpty() && store.find(network.getKey()).isEmpty())
          .map(network -> assignment(network.getKey(), network.getValue()))
          .toList();
    }

    private Assignment assignment(String name, NetworkSettings network) {
      String model = folder.uri() + MODEL;
      return new Assignment(
          new NetworkTraining(
              name, 0, network, settings.designSpace(), settings.property(), settings.seed()),
          model,
          model,
          folder.scratch());
    }

    /** The manifests of the networks, once no training is missing. */
    public List<NetworkManifest> networks() {
      return manifests(store, networks.keySet());
    }

    /** Writes curve and manifest, once no training is missing. */
    public RunManifest finish() {
      return finished.orElseGet(
          () -> {
            Table curve = context.table(TableSchema.TRAINING_CURVE);
            Dataset<Row> epochs = curve.of(curve(networks()));
            curve.write(epochs.coalesce(1), folder.table(TableSchema.TRAINING_CURVE));
            return folder.finish(
                source, Map.of(TableSchema.TRAINING_CURVE.tableName(), epochs.count()));
          });
    }
  }

  /**
   * One task.
   *
   * @param training what is to be trained
   * @param model folder of the model store that it is written to
   * @param teachers folder of the model store that its teacher is in
   * @param scratch for the members of ensembles, and for what is not written to its end
   */
  public record Assignment(
      NetworkTraining training, String model, String teachers, RunFolder.Scratch scratch)
      implements Serializable {

    boolean isTaught() {
      return training.settings().teacherName().isPresent();
    }

    boolean isEnsemble() {
      return training.settings().members() > 1;
    }

    List<Assignment> members() {
      return training.members().stream()
          .map(member -> new Assignment(member, model, teachers, scratch))
          .toList();
    }

    /** The model store that the task writes to: a member's is gone once the run is finished. */
    String place() {
      return isEnsemble()
          ? String.join(
              "/", scratch.shared(), "seed=" + training.seed(), MEMBER + training.member())
          : model;
    }

    /** Writes a network that this task has made, unless another driver's task was first. */
    void save(Storage storage, String store, TrainedNetwork network) {
      new ModelStore(storage, store).save(network, scratch.own() + "/" + UUID.randomUUID());
    }
  }

  /** The networks called so, and the teachers that they need. */
  public static Map<String, NetworkSettings> networks(RunSettings settings, Set<String> names) {
    Map<String, NetworkSettings> networks = new TreeMap<>();
    for (String name : names) {
      NetworkSettings network = settings.networks().get(name);
      if (network == null) {
        throw new InputException(
            "there is no network '%s'; the configuration has: %s",
            name, String.join(", ", settings.networks().keySet()));
      }
      networks.put(name, network);
      network.teacherName().ifPresent(t -> networks.put(t, settings.networks().get(t)));
    }
    return networks;
  }

  /**
   * Carries out all assignments, as many side by side as there are cores: first what learns from
   * the data, an ensemble's members each on its own, then what has a teacher.
   */
  public static void train(JobContext context, List<Assignment> assignments, TrainingSet set) {
    if (assignments.isEmpty()) {
      return;
    }
    Broadcast<NetworkTraining.Rows> rows = context.jobs().broadcast(rows(set));
    List<Assignment> teachers = assignments.stream().filter(task -> !task.isTaught()).toList();
    trainAll(context, unfinished(context, teachers), rows);
    join(context, teachers.stream().filter(Assignment::isEnsemble).toList(), rows);
    trainAll(context, assignments.stream().filter(Assignment::isTaught).toList(), rows);
    rows.destroy();
  }

  /** The single networks and members of ensembles that a killed run has not left behind. */
  private static List<Assignment> unfinished(JobContext context, List<Assignment> assignments) {
    return assignments.stream()
        .flatMap(task -> task.members().stream())
        .filter(
            task ->
                new ModelStore(context.storage(), task.place())
                    .find(task.training().name())
                    .isEmpty())
        .toList();
  }

  /** Makes one network of the members of each ensemble. */
  private static void join(
      JobContext context, List<Assignment> ensembles, Broadcast<NetworkTraining.Rows> rows) {
    if (ensembles.isEmpty()) {
      return;
    }
    SerializableConfiguration hadoop =
        new SerializableConfiguration(context.jobs().hadoopConfiguration());
    context
        .progress()
        .phase(
            "calibrate " + networkNames(ensembles),
            () -> {
              context
                  .jobs()
                  .parallelize(ensembles, ensembles.size())
                  .foreach(task -> joinMembers(task, rows.value(), new Storage(hadoop.value())));
              return null;
            });
  }

  private static void joinMembers(Assignment task, NetworkTraining.Rows rows, Storage storage) {
    String name = task.training().name();
    Ensemble ensemble =
        new Ensemble(
            task.members().stream()
                .map(member -> new ModelStore(storage, member.place()).load(name))
                .toList());
    task.save(storage, task.model(), ensemble.join(rows, TaskDevice.current()));
  }

  private static void trainAll(
      JobContext context, List<Assignment> assignments, Broadcast<NetworkTraining.Rows> shared) {
    if (assignments.isEmpty()) {
      return;
    }
    JavaSparkContext jobs = context.jobs();
    EpochAccumulator epochs = new EpochAccumulator();
    context.spark().sparkContext().register(epochs, "epochs");
    TrainingProgress progress =
        new TrainingProgress(epochs, assignments.stream().map(Assignment::training).toList());
    context.spark().sparkContext().addSparkListener(progress);
    SerializableConfiguration hadoop = new SerializableConfiguration(jobs.hadoopConfiguration());
    context
        .progress()
        .phase(
            "train " + networkNames(assignments),
            () -> {
              jobs.parallelize(assignments, assignments.size())
                  .foreach(task -> carryOut(task, shared.value(), epochs, hadoop.value()));
              return null;
            },
            progress::state);
    context.spark().sparkContext().removeSparkListener(progress);
  }

  private static String networkNames(List<Assignment> assignments) {
    return assignments.stream()
        .map(task -> task.training().name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static void carryOut(
      Assignment task, NetworkTraining.Rows rows, EpochAccumulator epochs, Configuration hadoop) {
    NetworkTraining training = task.training();
    Storage storage = new Storage(hadoop);
    Optional<TrainedNetwork> teacher =
        training.settings().teacherName().map(new ModelStore(storage, task.teachers())::load);
    TrainedNetwork network =
        training.run(
            rows,
            teacher,
            TaskDevice.current(),
            epoch -> epochs.add(Map.of(training.title(), epoch)));
    task.save(storage, task.place(), network);
  }

  private static NetworkTraining.Rows rows(TrainingSet set) {
    return new NetworkTraining.Rows(
        set.hash(),
        examples(set, Split.TRAIN),
        examples(set, Split.VALIDATION),
        examples(set, Split.TEST));
  }

  private static Examples examples(TrainingSet set, Split split) {
    TrainingSet part = set.only(split);
    if (part.rows() == 0) {
      throw new InputException(
          "the training set has no %s rows; give more rows or raise data.%s-fraction",
          split.label(), split.label());
    }
    return new Examples(part.x(), part.y());
  }

  private static List<NetworkManifest> manifests(ModelStore store, Collection<String> names) {
    return names.stream().map(name -> store.load(name).manifest()).toList();
  }

  private static List<Row> curve(List<NetworkManifest> manifests) {
    List<Row> rows = new ArrayList<>();
    for (NetworkManifest manifest : manifests) {
      for (Epoch epoch : manifest.curve()) {
        rows.add(
            RowFactory.create(
                manifest.name(),
                epoch.number(),
                epoch.trainingLoss(),
                epoch.validationScore(),
                epoch.learningRate(),
                epoch.seconds()));
      }
    }
    return rows;
  }
}
