package org.matdesinne.spark;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.matdesinne.localization.Localized;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;

/**
 * How generations go, as metrics of Spark: any of its sinks reports them, for each executor and, at
 * the driver, for all together. {@code spark.plugins} names this class; the launcher sees to that.
 *
 * <p>{@code candidates.drawn}, {@code candidates.accepted} and {@code localization.steps} count
 * what tasks did, a repeated task's work too, so that they tell a speed; what a run gave stands in
 * its tables. {@code candidates.yield} is the accepted share. {@code device.memory} is in bytes, of
 * GPUs only.
 */
public final class DesignPlugin implements SparkPlugin {
  private static final AtomicReference<ExecutorSide> EXECUTOR = new AtomicReference<>();

  /** What a block adds to the counts. */
  private record Work(long drawn, long accepted, long steps) implements Serializable {

    static Work of(BlockResult result) {
      return new Work(
          result.candidates().size(),
          result.candidates().stream().filter(Candidate::accepted).count(),
          result.candidates().stream()
              .map(Candidate::localized)
              .flatMap(Optional::stream)
              .mapToLong(Localized::steps)
              .sum());
    }
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
  static void count(BlockResult result, Device device) {
    ExecutorSide here = EXECUTOR.get();
    if (here != null) {
      here.count(Work.of(result), device);
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
    private Counts counts;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      counts = new Counts(context.metricRegistry());
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      counts.add((Work) message);
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
      Gauge<Long> memory = () -> device.isGpu() ? CudaUtils.getGpuMemory(device).getUsed() : 0L;
      context.metricRegistry().register("device.memory", memory);
      EXECUTOR.set(this);
    }

    void count(Work work, Device where) {
      device = where;
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
