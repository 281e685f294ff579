package org.matdesinne.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.training.Epoch;
import org.matdesinne.training.Examples;

/** Trains every network of the configuration, one Spark task each. */
public final class TrainJob {
  static final String KIND = "train";
  static final String MODEL = "/model";

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

  /**
   * Trains what is not trained yet; each network is written by its own task as soon as it is done.
   *
   * @param data a finished training set
   */
  RunManifest run(Set<String> names, Output data, Output output) {
    Map<String, NetworkSettings> networks = networks(names);
    TrainingSet set = IngestJob.load(context, data);
    String hash = set.hash();
    RunFolder folder =
        new RunFolder(
            context,
            KIND,
            output,
            hash,
            networks.toString(),
            settings.designSpace().toString(),
            Long.toString(settings.seed()));
    Optional<RunManifest> finished = folder.claim();
    if (finished.isPresent()) {
      return finished.get();
    }
    ModelStore store = new ModelStore(context.storage(), folder.uri() + MODEL);
    Map<String, NetworkSettings> missing = new TreeMap<>(networks);
    missing.keySet().removeIf(name -> store.find(name).isPresent());
    if (!missing.isEmpty()) {
      train(rows(set, hash), missing, folder.uri() + MODEL);
    }
    Table curve = context.table(TableSchema.TRAINING_CURVE);
    Dataset<Row> epochs = curve.of(curve(store, networks.keySet()));
    curve.write(epochs.coalesce(1), folder.table(TableSchema.TRAINING_CURVE));
    return folder.finish(
        IngestJob.source(context, data),
        Map.of(TableSchema.TRAINING_CURVE.tableName(), epochs.count()));
  }

  private Map<String, NetworkSettings> networks(Set<String> names) {
    Map<String, NetworkSettings> networks = new TreeMap<>();
    for (String name : names) {
      NetworkSettings network = settings.networks().get(name);
      if (network == null) {
        throw new InputException(
            "there is no network '%s'; the configuration has: %s",
            name, String.join(", ", settings.networks().keySet()));
      }
      networks.put(name, network);
    }
    return networks;
  }

  private void train(
      NetworkTraining.Rows rows, Map<String, NetworkSettings> missing, String output) {
    JavaSparkContext jobs = context.jobs();
    List<NetworkTraining> tasks = new ArrayList<>();
    missing.forEach(
        (name, network) ->
            tasks.add(
                new NetworkTraining(
                    name, network, settings.designSpace(), settings.property(), settings.seed())));
    Broadcast<NetworkTraining.Rows> shared = jobs.broadcast(rows);
    EpochAccumulator epochs = new EpochAccumulator();
    context.spark().sparkContext().register(epochs, "epochs");
    TrainingProgress progress = new TrainingProgress(epochs, missing);
    context.spark().sparkContext().addSparkListener(progress);
    SerializableConfiguration hadoop = new SerializableConfiguration(jobs.hadoopConfiguration());
    context
        .progress()
        .phase(
            "train " + String.join(", ", missing.keySet()),
            () -> {
              jobs.parallelize(tasks, tasks.size())
                  .foreach(task -> train(task, shared.value(), epochs, hadoop.value(), output));
              return null;
            },
            progress::state);
    context.spark().sparkContext().removeSparkListener(progress);
    shared.destroy();
  }

  private static void train(
      NetworkTraining task,
      NetworkTraining.Rows rows,
      EpochAccumulator epochs,
      Configuration hadoop,
      String output) {
    TrainedNetwork network =
        task.run(rows, TaskDevice.current(), epoch -> epochs.add(Map.of(task.name(), epoch)));
    new ModelStore(new Storage(hadoop), output).save(network);
  }

  private static NetworkTraining.Rows rows(TrainingSet set, String hash) {
    return new NetworkTraining.Rows(
        hash,
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

  private static List<Row> curve(ModelStore store, Iterable<String> names) {
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      NetworkManifest manifest = store.load(name).manifest();
      for (Epoch epoch : manifest.curve()) {
        rows.add(
            RowFactory.create(
                name,
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
