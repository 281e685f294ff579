package org.matdesinne.spark.train;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.matdesinne.model.Ensemble;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.storage.Storage;

/**
 * The training of one network, a Spark task.
 *
 * @param training what is to be trained
 * @param model folder of the model store that it is written to
 * @param teachers folder of the model store that its teacher is in
 * @param scratch for the members of ensembles, and for what is not written to its end
 */
public record TrainingTask(
    NetworkTraining training, String model, String teachers, RunFolder.Scratch scratch)
    implements Serializable {
  private static final String MEMBER = "member-";

  boolean isTaught() {
    return training.settings().teacherName().isPresent();
  }

  boolean isEnsemble() {
    return training.settings().members() > 1;
  }

  List<TrainingTask> members() {
    return training.members().stream()
        .map(member -> new TrainingTask(member, model, teachers, scratch))
        .toList();
  }

  /** The model store that the task writes to: a member's is gone once the run is finished. */
  String place() {
    return isEnsemble()
        ? String.join("/", scratch.shared(), "seed=" + training.seed(), MEMBER + training.member())
        : model;
  }

  /** Trains the network and writes it. */
  void run(NetworkTraining.Rows rows, EpochAccumulator epochs, Storage storage) {
    Optional<TrainedNetwork> teacher =
        training.settings().teacherName().map(new ModelStore(storage, teachers)::load);
    TrainedNetwork network =
        training.run(
            rows,
            teacher,
            TaskDevice.current(),
            epoch -> epochs.add(Map.of(training.title(), epoch)));
    save(storage, place(), network);
  }

  /** Makes one network of the trained members of the ensemble and writes it. */
  void join(NetworkTraining.Rows rows, Storage storage) {
    String name = training.name();
    Ensemble ensemble =
        new Ensemble(
            members().stream()
                .map(member -> new ModelStore(storage, member.place()).load(name))
                .toList());
    save(storage, model, ensemble.join(rows, TaskDevice.current()));
  }

  /** Writes a network that this task has made, unless another driver's task was first. */
  private void save(Storage storage, String store, TrainedNetwork network) {
    new ModelStore(storage, store).save(network, scratch.own() + "/" + UUID.randomUUID());
  }
}
