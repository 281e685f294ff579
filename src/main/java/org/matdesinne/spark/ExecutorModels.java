package org.matdesinne.spark;

import ai.djl.Device;
import java.util.concurrent.ConcurrentHashMap;
import org.matdesinne.pipeline.InverseDesign;

/**
 * The models of an executor process, loaded once and shared by its tasks: the only mutable static
 * state of the program. Entries live as long as the process; their number is that of the runs that
 * a process serves, times its devices.
 */
final class ExecutorModels {
  private static final ConcurrentHashMap<String, InverseDesign> LOADED = new ConcurrentHashMap<>();

  private ExecutorModels() {}

  static InverseDesign of(DesignTask task, Device device) {
    return LOADED.computeIfAbsent(task.key() + " on " + device, key -> task.load(device));
  }
}
