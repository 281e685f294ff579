package org.matdesinne.spark.generate;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.config.InputException;
import org.matdesinne.design.Ranges;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.AttainedValues;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.NetworkCache;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.surrogate.Surrogate;

/**
 * What a surrogate predicts where candidates may lie.
 *
 * @param context of the run
 * @param surrogate that is asked, on an executor
 */
record Reach(JobContext context, TrainedNetwork surrogate) {

  /**
   * The predictions at points all over the ranges.
   *
   * @throws InputException when there is no finite one
   */
  AttainedValues predicted() {
    RunSettings settings = context.settings();
    Ranges box =
        settings.generation().ranges(surrogate.manifest().ranges(), settings.designSpace());
    Broadcast<TrainedNetwork> shared = context.jobs().broadcast(surrogate);
    try {
      List<AttainedValues> predicted =
          context
              .progress()
              .phase(
                  "predict where candidates may lie",
                  () ->
                      context
                          .computing()
                          .parallelize(List.of(shared), 1)
                          .flatMap(each -> attained(each.value(), box).iterator())
                          .collect());
      return predicted.stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new InputException(
                      "surrogate '%s' predicts no finite number where candidates may lie; train it"
                          + " again",
                      surrogate.manifest().name()));
    } finally {
      shared.destroy();
    }
  }

  private static List<AttainedValues> attained(TrainedNetwork network, Ranges box) {
    try (Lease<Surrogate> predictor = NetworkCache.surrogate(network, TaskDevice.current())) {
      return AttainedValues.of(predictor.value(), box).stream().toList();
    }
  }
}
