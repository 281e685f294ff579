package org.matdesinne.spark.artifact;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.matdesinne.generator.Generator;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.InverseDesign;
import org.matdesinne.spark.generate.DesignTask;
import org.matdesinne.surrogate.Surrogate;

/**
 * The models of an executor process, loaded once and shared by its tasks. Networks stay as long as
 * the process, however many runs of a sweep use them; of the runs, which hold no tensors of their
 * own, the last few.
 */
public final class ExecutorModels {
  private static final int MOST_RUNS = 4;
  private static final ConcurrentHashMap<String, Generator> GENERATORS = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Surrogate> SURROGATES = new ConcurrentHashMap<>();
  private static final Map<String, InverseDesign> RUNS = new LinkedHashMap<>();

  private ExecutorModels() {}

  public static InverseDesign of(DesignTask task, Device device) {
    synchronized (RUNS) {
      InverseDesign design =
          RUNS.computeIfAbsent(task.key() + " on " + device, key -> task.load(device));
      if (RUNS.size() > MOST_RUNS) {
        RUNS.remove(RUNS.keySet().iterator().next());
      }
      return design;
    }
  }

  public static Generator generator(TrainedNetwork network, Device device) {
    return GENERATORS.computeIfAbsent(key(network, device), key -> network.generator(device));
  }

  public static Surrogate surrogate(TrainedNetwork network, Device device) {
    return SURROGATES.computeIfAbsent(key(network, device), key -> network.surrogate(device));
  }

  /** A manifest holds its weights' hash. */
  private static String key(TrainedNetwork network, Device device) {
    return network.manifest().json() + " on " + device;
  }
}
