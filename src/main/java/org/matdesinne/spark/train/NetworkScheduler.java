package org.matdesinne.spark.train;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.Storage;

/** Trains networks on the cluster, each in a task of its own, teachers before what they teach. */
public final class NetworkScheduler {
  private final JobContext context;

  /** A scheduler of the cluster that {@code context} works with. */
  public NetworkScheduler(JobContext context) {
    this.context = context;
  }

  /**
   * Carries out all tasks, as many side by side as there are cores: first what learns from the
   * data, an ensemble's members each on its own, then what has a teacher.
   */
  public void train(List<TrainingTask> tasks, TrainingSet set) {
    if (tasks.isEmpty()) {
      return;
    }
    Broadcast<NetworkTraining.Rows> rows = context.jobs().broadcast(rows(set));
    List<TrainingTask> teachers = tasks.stream().filter(task -> !task.isTaught()).toList();
    trainAll(unfinished(teachers), rows);
    join(teachers.stream().filter(TrainingTask::isEnsemble).toList(), rows);
    trainAll(tasks.stream().filter(TrainingTask::isTaught).toList(), rows);
    rows.destroy();
  }

  /** The single networks and members of ensembles that a killed run has not left behind. */
  private List<TrainingTask> unfinished(List<TrainingTask> tasks) {
    return tasks.stream()
        .flatMap(task -> task.members().stream())
        .filter(
            task ->
                new ModelStore(context.storage(), task.place())
                    .find(task.training().name())
                    .isEmpty())
        .toList();
  }

  /** Makes one network of the members of each ensemble. */
  private void join(List<TrainingTask> ensembles, Broadcast<NetworkTraining.Rows> rows) {
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
                  .computing()
                  .parallelize(ensembles, ensembles.size())
                  .foreach(task -> task.join(rows.value(), new Storage(hadoop.value())));
              return null;
            });
  }

  private void trainAll(List<TrainingTask> tasks, Broadcast<NetworkTraining.Rows> shared) {
    if (tasks.isEmpty()) {
      return;
    }
    JavaSparkContext jobs = context.jobs();
    EpochAccumulator epochs = new EpochAccumulator();
    context.spark().sparkContext().register(epochs, "epochs");
    TrainingProgress progress =
        new TrainingProgress(epochs, tasks.stream().map(TrainingTask::training).toList());
    context.spark().sparkContext().addSparkListener(progress);
    SerializableConfiguration hadoop = new SerializableConfiguration(jobs.hadoopConfiguration());
    context
        .progress()
        .phase(
            "train " + networkNames(tasks),
            () -> {
              context
                  .computing()
                  .parallelize(tasks, tasks.size())
                  .foreach(task -> task.run(shared.value(), epochs, new Storage(hadoop.value())));
              return null;
            },
            progress::state);
    context.spark().sparkContext().removeSparkListener(progress);
  }

  private static String networkNames(List<TrainingTask> tasks) {
    return tasks.stream()
        .map(task -> task.training().name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
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
    return part.examples();
  }
}
