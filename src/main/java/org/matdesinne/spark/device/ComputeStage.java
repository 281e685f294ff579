package org.matdesinne.spark.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.DeviceSetting;

/**
 * Stages whose tasks compute with networks. Where executors have GPUs, such a task takes one: the
 * share that {@code spark.task.resource.gpu.amount} names, so that several can share a GPU; else a
 * whole one, by a resource profile of the stage, so that all others keep every core.
 */
public final class ComputeStage {
  private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";
  private static final String OF_TASKS = "spark.task.resource.gpu.amount";

  /** By the cores of a task; Spark forgets none that it has met. */
  private static final Map<Integer, ResourceProfile> WHOLE_GPU = new ConcurrentHashMap<>();

  private final JavaSparkContext jobs;

  /** Stages of {@code jobs}. */
  public ComputeStage(JavaSparkContext jobs) {
    this.jobs = jobs;
  }

  /**
   * Distributes what tasks are to compute with.
   *
   * @throws InputException when executors have GPUs and tasks cannot be given them
   */
  public <T> JavaRDD<T> parallelize(List<T> elements, int partitions) {
    return of(jobs.parallelize(elements, partitions));
  }

  /**
   * What tasks are to compute with, where it is distributed already.
   *
   * @throws InputException when executors have GPUs and tasks cannot be given them
   */
  public <T> JavaRDD<T> of(JavaRDD<T> plain) {
    return profile().map(profile -> with(profile, plain)).orElse(plain);
  }

  /** Whether its tasks are to compute on GPUs. */
  public boolean usesGpus() {
    DeviceSetting setting = TaskDevice.setting(jobs);
    return setting != DeviceSetting.CPU
        && (setting != DeviceSetting.ASSIGNED || executorsHaveGpus());
  }

  private boolean executorsHaveGpus() {
    return jobs.getConf().getDouble(OF_EXECUTORS, 0) > 0;
  }

  private Optional<ResourceProfile> profile() {
    SparkConf settings = jobs.getConf();
    if (!usesGpus() || !executorsHaveGpus() || settings.contains(OF_TASKS)) {
      return Optional.empty();
    }
    int cpus = settings.getInt("spark.task.cpus", 1);
    return Optional.of(WHOLE_GPU.computeIfAbsent(cpus, ComputeStage::wholeGpu));
  }

  private static ResourceProfile wholeGpu(int cpus) {
    TaskResourceRequests needs = new TaskResourceRequests().cpus(cpus).resource("gpu", 1);
    return new ResourceProfileBuilder().require(needs).build();
  }

  private static <T> JavaRDD<T> with(ResourceProfile profile, JavaRDD<T> plain) {
    try {
      return plain.withResources(profile);
    } catch (Exception e) {
      if (e instanceof SparkException) {
        throw new InputException(
            e,
            "executors have GPUs (%s), and this cluster manager gives none to the tasks of a stage:"
                + " %s; set %s to 1 divided by the cores of an executor, or ask for --device cpu",
            OF_EXECUTORS,
            e.getMessage(),
            OF_TASKS);
      }
      throw e;
    }
  }
}
