package org.matdesinne.spark;

import ai.djl.Device;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.matdesinne.localization.Localized;
import org.matdesinne.nn.DeviceMemory;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;

/**
 * How generations go, as metrics of Spark: any of its sinks reports them, for each executor and, at
 * the driver, for all together. {@code spark.plugins} names this class; the launcher sees to that.
 *
 * <p>{@code candidates.drawn}, {@code candidates.accepted} and {@code localization.steps} count
 * what tasks did, a repeated task's work too, so that they tell a speed; what a run gave stands in
 * its tables. {@code candidates.yield} is the accepted share. {@code device.memory} is in bytes,
 * what is in use on GPUs, and not a number where it is not known; the driver adds up what its
 * executors found when each last ended a block.
 */
public final class DesignPlugin implements SparkPlugin {
  private static final String MEMORY = "device.memory";
  private static final AtomicReference<ExecutorSide> EXECUTOR = new AtomicReference<>();

  /**
   * What a block adds to the counts.
   *
   * @param executor that carried it out
   * @param memory in bytes, in use on its device afterwards; NaN where it is not known
   */
  record Work(String executor, long drawn, long accepted, long steps, double memory)
      implements Serializable {

    static Work of(BlockResult result, String executor, Device device) {
      return new Work(
          executor,
          result.candidates().size(),
          result.candidates().stream().filter(Candidate::accepted).count(),
          result.candidates().stream()
              .map(Candidate::localized)
              .flatMap(Optional::stream)
              .mapToLong(Localized::steps)
              .sum(),
          memoryInUse(device));
    }
  }

  /** Bytes in use on a GPU, NaN where that is not known; 0 of a CPU. */
  static double memoryInUse(Device device) {
    if (!device.isGpu()) {
      return 0;
    }
    OptionalLong used = DeviceMemory.used(device);
    return used.isPresent() ? used.getAsLong() : Double.NaN;
  }

  private static final class Counts {
    private final Meter drawn;
    private final Meter accepted;
    private final Meter steps;

    Counts(MetricRegistry registry) {
      drawn = registry.meter("candidates.drawn");
      accepted = registry.meter("candidates.accepted");
      steps = registry.meter("localization.steps");
      Gauge<Double> yield =
          () -> drawn.getCount() == 0 ? 0 : (double) accepted.getCount() / drawn.getCount();
      registry.register("candidates.yield", yield);
    }

    void add(Work work) {
      drawn.mark(work.drawn);
      accepted.mark(work.accepted);
      steps.mark(work.steps);
    }
  }

  /** Counts a block that a task of this process has carried out on {@code device}. */
  public static void count(BlockResult result, Device device) {
    ExecutorSide here = EXECUTOR.get();
    if (here != null) {
      here.count(result, device);
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverSide();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorSide();
  }

  private static final class DriverSide implements DriverPlugin {
    private final Map<String, Double> memory = new ConcurrentHashMap<>();
    private Counts counts;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      counts = new Counts(context.metricRegistry());
      Gauge<Double> sum = () -> memory.values().stream().mapToDouble(Double::doubleValue).sum();
      context.metricRegistry().register(MEMORY, sum);
      spark.addSparkListener(
          new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
              memory.remove(removed.executorId());
            }
          });
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      Work work = (Work) message;
      counts.add(work);
      memory.put(work.executor, work.memory);
      return null;
    }
  }

  private static final class ExecutorSide implements ExecutorPlugin {
    private PluginContext context;
    private Counts counts;
    private volatile Device device = Device.cpu();

    @Override
    public void init(PluginContext pluginContext, Map<String, String> settings) {
      context = pluginContext;
      counts = new Counts(context.metricRegistry());
      Gauge<Double> memory = () -> memoryInUse(device);
      context.metricRegistry().register(MEMORY, memory);
      EXECUTOR.set(this);
    }

    void count(BlockResult result, Device where) {
      device = where;
      Work work = Work.of(result, context.executorID(), where);
      counts.add(work);
      try {
        context.send(work);
      } catch (IOException e) {
        throw new IllegalStateException("a block's counts cannot be serialized", e);
      }
    }

    @Override
    public void shutdown() {
      EXECUTOR.set(null);
    }
  }
}
