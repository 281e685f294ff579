package org.matdesinne.spark.train;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.spark.run.Progress;
import org.matdesinne.training.Epoch;

/** What heartbeats tell of trainings that run on executors. */
final class TrainingProgress extends SparkListener {
  private final EpochAccumulator accumulator;
  private final List<NetworkTraining> trainings;
  private final Map<String, Epoch> latest = new ConcurrentHashMap<>();

  TrainingProgress(EpochAccumulator accumulator, List<NetworkTraining> trainings) {
    this.accumulator = accumulator;
    this.trainings = List.copyOf(trainings);
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    var tasks = update.accumUpdates();
    for (int i = 0; i < tasks.size(); i++) {
      var accumulators = tasks.apply(i)._4();
      for (int j = 0; j < accumulators.size(); j++) {
        note(accumulators.apply(j));
      }
    }
  }

  private void note(AccumulableInfo info) {
    if (info.id() == accumulator.id() && info.update().isDefined()) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) info.update().get()).entrySet()) {
        latest.put((String) entry.getKey(), (Epoch) entry.getValue());
      }
    }
  }

  /** One line: how many trainings are done, and those that run with epoch, loss, time left. */
  String state() {
    // A task's own copy of the accumulator is merged into the driver's when it ends.
    Set<String> done = accumulator.value().keySet();
    String running =
        trainings.stream()
            .filter(training -> !done.contains(training.title()))
            .filter(training -> latest.containsKey(training.title()))
            .map(this::state)
            .collect(Collectors.joining(" | "));
    return done.size() + " of " + trainings.size() + " done  " + running;
  }

  private String state(NetworkTraining training) {
    Epoch epoch = latest.get(training.title());
    int epochs = training.settings().training().epochs();
    double left = epoch.seconds() / epoch.number() * (epochs - epoch.number());
    return String.format(
        Locale.ROOT,
        "%s %d/%d loss %.3f score %.4f %s left",
        training.label(),
        epoch.number(),
        epochs,
        epoch.trainingLoss(),
        epoch.validationScore(),
        Progress.duration(left));
  }
}
