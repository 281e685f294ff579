package org.matdesinne.spark;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.training.Epoch;
import scala.Tuple4;
import scala.collection.JavaConverters;

/** What heartbeats tell of trainings that run on executors. */
final class TrainingProgress extends SparkListener {
  private final EpochAccumulator accumulator;
  private final Map<String, NetworkSettings> networks;
  private final Map<String, Epoch> latest = new ConcurrentHashMap<>();

  TrainingProgress(EpochAccumulator accumulator, Map<String, NetworkSettings> networks) {
    this.accumulator = accumulator;
    this.networks = new TreeMap<>(networks);
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, scala.collection.Seq<AccumulableInfo>> task :
        JavaConverters.seqAsJavaList(update.accumUpdates())) {
      for (AccumulableInfo info : JavaConverters.seqAsJavaList(task._4())) {
        if (info.id() == accumulator.id() && info.update().isDefined()) {
          for (Map.Entry<?, ?> entry : ((Map<?, ?>) info.update().get()).entrySet()) {
            latest.put((String) entry.getKey(), (Epoch) entry.getValue());
          }
        }
      }
    }
  }

  /** One line for all networks: epoch, loss, score, time left. */
  String state() {
    return networks.entrySet().stream()
        .map(entry -> state(entry.getKey(), entry.getValue().training().epochs()))
        .collect(Collectors.joining(" | "));
  }

  private String state(String name, int epochs) {
    // A task's own copy is merged into the driver's when it ends.
    Epoch last = accumulator.value().get(name);
    if (last != null) {
      return String.format(
          Locale.ROOT, "%s done after %s", name, Progress.duration(last.seconds()));
    }
    Epoch epoch = latest.get(name);
    if (epoch == null) {
      return name + " starting";
    }
    double left = epoch.seconds() / epoch.number() * (epochs - epoch.number());
    return String.format(
        Locale.ROOT,
        "%s %d/%d loss %.3f score %.4f %s left",
        name,
        epoch.number(),
        epochs,
        epoch.trainingLoss(),
        epoch.validationScore(),
        Progress.duration(left));
  }
}
