package org.matdesinne.spark;

import ai.djl.Device;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.matdesinne.nn.TorchRuntime;

/** The one place that decides where a task computes, and with how many threads. */
final class TaskDevice {
  private TaskDevice() {}

  /** The device of the running task: the GPU that Spark assigned to it, else the CPU. */
  static Device current() {
    TaskContext task = TaskContext.get();
    TorchRuntime.load(task.cpus());
    ResourceInformation gpu = task.resourcesJMap().get("gpu");
    return gpu == null ? Device.cpu() : Device.gpu(Integer.parseInt(gpu.addresses()[0]));
  }
}
