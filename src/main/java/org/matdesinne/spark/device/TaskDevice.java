package org.matdesinne.spark.device;

import ai.djl.Device;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceInformation;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.settings.DeviceSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that decides where a task computes, and with how many threads. */
public final class TaskDevice {
  /** Local property of Spark by which the driver's setting reaches every task. */
  private static final String SETTING = "matdesinne.device";

  private static final Logger LOG = LoggerFactory.getLogger(TaskDevice.class);
  private static final Set<DeviceChoice> TOLD = ConcurrentHashMap.newKeySet();

  private TaskDevice() {}

  /**
   * What a task met.
   *
   * @param executor its id
   * @param host its machine
   * @param threads of one tensor operation
   * @param gpu address that Spark assigned, or null
   * @param device that networks would compute on; null when they cannot
   * @param explanation why, or why not
   */
  public record Report(
      String executor, String host, int threads, String gpu, String device, String explanation)
      implements Serializable {

    public Optional<String> assigned() {
      return Optional.ofNullable(gpu);
    }

    public boolean usable() {
      return device != null;
    }
  }

  /** Tells all tasks that this thread, and threads that it starts, will start from now on. */
  public static void ask(JavaSparkContext jobs, DeviceSetting setting) {
    jobs.setLocalProperty(SETTING, setting.name());
  }

  /** What the tasks of this thread are told. */
  static DeviceSetting setting(JavaSparkContext jobs) {
    return setting(jobs.getLocalProperty(SETTING));
  }

  private static DeviceSetting setting(String property) {
    return property == null ? DeviceSetting.ASSIGNED : DeviceSetting.valueOf(property);
  }

  /**
   * The device of the running task; an executor logs every choice once. Outside of a task, where
   * Spark calculates what is constant in a query before it starts, it is the CPU.
   *
   * @throws UnusableDeviceException when it ought to be a GPU and that does not work
   */
  public static Device current() {
    TaskContext task = TaskContext.get();
    if (task == null) {
      TorchRuntime.load(1);
      return Device.cpu();
    }
    DeviceChoice choice = choose(task);
    if (TOLD.add(choice)) {
      LOG.info(
          "executor {} computes on {}: {}",
          SparkEnv.get().executorId(),
          choice.device(),
          choice.reason());
    }
    return choice.device();
  }

  /** What {@link #current} would say in the running task, a failure too. */
  public static Report report() {
    TaskContext task = TaskContext.get();
    String device = null;
    String explanation;
    try {
      DeviceChoice choice = choose(task);
      device = choice.device().toString();
      explanation = choice.reason();
    } catch (UnusableDeviceException e) {
      explanation = e.getMessage();
    }
    SparkEnv environment = SparkEnv.get();
    return new Report(
        environment.executorId(),
        environment.blockManager().blockManagerId().host(),
        task.cpus(),
        assigned(task).orElse(null),
        device,
        explanation);
  }

  private static Optional<String> assigned(TaskContext task) {
    ResourceInformation gpu = task.resourcesJMap().get("gpu");
    return Optional.ofNullable(gpu).map(found -> found.addresses()[0]);
  }

  private static DeviceChoice choose(TaskContext task) {
    TorchRuntime.load(task.cpus());
    return DeviceChoice.of(
        setting(task.getLocalProperty(SETTING)),
        assigned(task),
        GpuAddresses.ofThisProcess(),
        TorchRuntime::fault);
  }
}
