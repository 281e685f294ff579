package org.matdesinne.spark.train;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.matdesinne.config.InputException;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.report.TrainingTable;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.training.Epoch;

/** Trains every network of the configuration, one Spark task each. */
public final class TrainJob {
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
    return run(names, new TrainingSetStore(context).load(data), Output.of(output));
  }

  /**
   * Trains what is not trained yet; each network is written by its own task as soon as it is done.
   */
  public RunManifest run(Set<String> names, TrainingData data, Output output) {
    ClaimedTraining claimed = claim(names, data, output);
    return claimed.complete(
        () -> new NetworkScheduler(context).train(claimed.missing(), data.set()));
  }

  /** Claims the output and finds out what is missing. */
  public ClaimedTraining claim(Set<String> names, TrainingData data, Output output) {
    RequestedNetworks networks = RequestedNetworks.of(settings, names);
    networks.requireCalibration(data.set());
    RunFolder folder =
        new RunFolder(context, JobKind.TRAIN, output, data.set().hash(), identity(settings, names));
    return new ClaimedTraining(context, networks, data.source(), folder);
  }

  /** All settings that decide how the networks called {@code names} turn out. */
  public static String identity(RunSettings settings, Set<String> names) {
    return String.join(
        "\n",
        RequestedNetworks.of(settings, names).byName().toString(),
        settings.designSpace().toString(),
        settings.properties().toString(),
        Long.toString(settings.seed()));
  }

  /** The networks called {@code names} of a finished training. */
  public TrainingTable table(Set<String> names, String output) {
    Output trained = Output.find(context.storage(), output, JobKind.TRAIN);
    ModelStore store = ModelStore.of(context.storage(), trained);
    return new TrainingTable(
        new TreeSet<>(names)
            .stream().map(name -> store.load(name).manifest()).map(TrainJob::row).toList());
  }

  private static TrainingTable.Trained row(NetworkManifest manifest) {
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
}
