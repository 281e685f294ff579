package org.matdesinne.spark.jobs;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.matdesinne.CodeVersion;
import org.matdesinne.config.InputException;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.nn.DeviceRates;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.report.SpeedReport;
import org.matdesinne.spark.artifact.TargetOutcomes;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.surrogate.Surrogate;

/**
 * Times a whole generation, the surrogate alone, the engine's matrix product and, where there is
 * one, another implementation, all within some minutes on the same machine.
 */
public final class SpeedJob {
  private static final String REPORT = "/speed.json";
  private static final int ROWS = 1024;
  private static final int WIDTH = 256;

  /** What fills a GPU; a CPU reaches its rate with far less. */
  private static final int GPU_ROWS = 32_768;

  private static final int GPU_WIDTH = 8192;

  /** Numbers that no cache holds. */
  private static final int COPIED = 1 << 24;

  private static final int GPU_COPIED = 1 << 28;

  /** The paper's. */
  private static final int ORIGINAL_STEPS = 200;

  private final JobContext context;

  /** A job in {@code context}. */
  public SpeedJob(JobContext context) {
    this.context = context;
  }

  /**
   * Generates candidates and writes them, and the report beside them.
   *
   * @param original what to compare with; left out, with a line that says why, where it cannot run
   * @throws InputException when something lies at {@code output}: what is finished is not timed
   */
  public SpeedReport run(
      String model,
      Optional<String> data,
      Extrapolation extrapolation,
      Optional<OriginalProgram> original,
      String output) {
    if (!context.storage().isFree(output)) {
      throw new InputException(
          "--output %s holds something already; --speed times a new run: name another folder",
          output);
    }
    Map<String, Double> figures = new TreeMap<>();
    Map<String, Double> ratios = new TreeMap<>();
    DesignInputs inputs = DesignInputs.load(context, model, data);
    new GenerateJob(context).run(inputs, extrapolation, Output.of(output));
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    List<GenerationTable.Target> targets = TargetOutcomes.of(context, Output.of(output));
    long accepted = targets.stream().mapToLong(GenerationTable.Target::accepted).sum();
    double kernels = targets.stream().mapToDouble(GenerationTable.Target::taskSeconds).sum();
    int slots = context.jobs().defaultParallelism();
    figures.put("accepted candidates", (double) accepted);
    figures.put("whole run, seconds", seconds);
    figures.put("kernels, seconds of all cores together", kernels);
    figures.put(
        "kernels, milliseconds of a core for an accepted candidate", 1e3 * kernels / accepted);
    ratios.put("kernels / whole run", kernels / slots / seconds);
    double product =
        context.progress().phase("time the surrogate", () -> surrogate(inputs, figures, ratios));
    ratios.put(
        "accepted candidates a second of a core / billion operations a second of a matrix product",
        accepted / kernels / (product / 1e9));
    original.ifPresent(other -> compare(other, slots, accepted / kernels * slots, figures, ratios));
    SpeedReport report = new SpeedReport(CodeVersion.current(), model, slots, figures, ratios);
    context.storage().write(output + REPORT, report.json());
    return report;
  }

  /**
   * What a task's device does.
   *
   * @param product operations a second of the matrix product
   * @param copy bytes a second of a copy within its memory, read and written
   * @param value seconds a prediction
   * @param gradient the same with derivatives
   * @param operations of a prediction
   */
  private record Timed(
      double product, double copy, double value, double gradient, double operations)
      implements Serializable {}

  private static Timed time(TrainedNetwork network) {
    Device device = TaskDevice.current();
    int rows = device.isGpu() ? GPU_ROWS : ROWS;
    double[][] middle = new double[rows][];
    Arrays.setAll(middle, i -> network.manifest().scaling().designMean());
    try (Surrogate surrogate = network.surrogate(device);
        NDManager manager = TorchRuntime.manager(device)) {
      PointBatch points = PointBatch.of(surrogate.manager(), middle, middle[0].length);
      return new Timed(
          device.isGpu()
              ? DeviceRates.matrixProduct(device, GPU_WIDTH, GPU_WIDTH)
              : DeviceRates.matrixProduct(device, ROWS, WIDTH),
          DeviceRates.copy(device, device.isGpu() ? GPU_COPIED : COPIED),
          DeviceRates.seconds(() -> surrogate.evaluate(points).predicted()) / rows,
          DeviceRates.seconds(() -> surrogate.differentiate(points).evaluation().predicted())
              / rows,
          2.0 * weights(manager, network));
    }
  }

  /** Returns the rate of the matrix product. */
  private double surrogate(
      DesignInputs inputs, Map<String, Double> figures, Map<String, Double> ratios) {
    TrainedNetwork network = inputs.network(context.settings().generation().surrogate());
    Timed timed =
        context.computing().parallelize(List.of(network), 1).map(SpeedJob::time).collect().get(0);
    figures.put("matrix product, billion operations a second", timed.product / 1e9);
    figures.put("copy in memory, billion bytes a second", timed.copy / 1e9);
    figures.put("surrogate, microseconds a prediction", 1e6 * timed.value);
    figures.put("surrogate, microseconds a prediction with derivatives", 1e6 * timed.gradient);
    ratios.put(
        "surrogate's predictions / matrix product", timed.operations / timed.value / timed.product);
    ratios.put(
        "surrogate's derivatives / matrix product",
        2 * timed.operations / timed.gradient / timed.product);
    return timed.product;
  }

  /** Every weight is multiplied and added once, forward and backward each. */
  private static long weights(NDManager manager, TrainedNetwork network) {
    return Weights.decode(manager, network.weights()).trainable().stream()
        .mapToLong(NDArray::size)
        .sum();
  }

  private void compare(
      OriginalProgram original,
      int slots,
      double candidatesPerSecond,
      Map<String, Double> figures,
      Map<String, Double> ratios) {
    Optional<String> obstacle = original.obstacle();
    if (obstacle.isPresent()) {
      context.progress().say("--original is left out: " + obstacle.get());
      return;
    }
    double step =
        context.progress().phase("time the original", () -> original.secondsPerStep(slots));
    double others = 1 / (ORIGINAL_STEPS * step);
    figures.put("kernels, accepted candidates a second", candidatesPerSecond);
    figures.put("original, candidates a second, 200 steps each", others);
    ratios.put("kernels / original, candidates a second", candidatesPerSecond / others);
  }
}
