package org.matdesinne.spark.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.training.Epoch;

/** The training of some networks in a folder that this driver has claimed. */
public final class ClaimedTraining {
  private final JobContext context;
  private final RequestedNetworks networks;
  private final String source;
  private final RunFolder folder;
  private final Optional<RunManifest> finished;
  private final ModelStore store;

  ClaimedTraining(JobContext context, RequestedNetworks networks, String source, RunFolder folder) {
    this.context = context;
    this.networks = networks;
    this.source = source;
    this.folder = folder;
    finished = folder.claim();
    store = ModelStore.in(context.storage(), folder.uri());
  }

  /** What trains the networks that this folder does not hold yet, a task each. */
  public List<TrainingTask> missing() {
    return networks.byName().entrySet().stream()
        .filter(network -> finished.isEmpty() && store.find(network.getKey()).isEmpty())
        .map(network -> task(network.getKey(), network.getValue()))
        .toList();
  }

  private TrainingTask task(String name, NetworkSettings network) {
    RunSettings settings = context.settings();
    return new TrainingTask(
        new NetworkTraining(
            name, 0, network, settings.designSpace(), settings.properties(), settings.seed()),
        store.uri(),
        store.uri(),
        folder.scratch());
  }

  /** The manifests of the networks, once no training is missing. */
  public List<NetworkManifest> networks() {
    return networks.byName().keySet().stream().map(name -> store.load(name).manifest()).toList();
  }

  /** Trains what is missing and finishes the folder. */
  RunManifest complete(Runnable training) {
    return finished.orElseGet(
        () ->
            folder.whileOurs(
                () -> {
                  training.run();
                  return finish();
                }));
  }

  /** Writes curve and manifest, once no training is missing. */
  public RunManifest finish() {
    return finished.orElseGet(
        () -> {
          Table curve = context.table(TableSchema.TRAINING_CURVE);
          Dataset<Row> epochs = curve.dataset(curve(networks()));
          curve.write(epochs.coalesce(1), folder.table(TableSchema.TRAINING_CURVE));
          return folder.finish(
              source, Map.of(TableSchema.TRAINING_CURVE.tableName(), epochs.count()));
        });
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
