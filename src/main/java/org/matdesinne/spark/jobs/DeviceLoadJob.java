package org.matdesinne.spark.jobs;

import ai.djl.Device;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.design.Target;
import org.matdesinne.nn.DeviceMemory;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;
import org.matdesinne.report.TextTable;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.generate.DesignTask;
import org.matdesinne.spark.run.JobContext;

/**
 * Keeps a task's device at work for a while: how fast it is with batches of several sizes, and
 * whether the memory in use stays what it is.
 */
public final class DeviceLoadJob {
  private static final List<Integer> GPU_BATCHES = List.of(8192, 32_768, 131_072);

  /** By so much memory may grow: engines keep what they have freed, in pieces. */
  private static final double GROWTH = 1.05;

  private static final double SLACK = 64 * (double) (1 << 20);

  private final JobContext context;

  /** A job in {@code context}. */
  public DeviceLoadJob(JobContext context) {
    this.context = context;
  }

  /**
   * What one size of batch gave.
   *
   * @param target its label
   * @param batch candidates
   * @param drawn candidates a second, of drawing alone
   * @param localized accepted candidates a second, of localization alone
   * @param accepted candidates a second of one task, with all that it does
   */
  public record Rate(String target, int batch, double drawn, double localized, double accepted)
      implements Serializable {}

  /**
   * What a device did.
   *
   * @param device of the task
   * @param rates for each target and size of batch
   * @param memoryBefore bytes in use after everything was done once: of the GPU, or of the process
   *     that computes on a CPU; NaN where it is not known
   * @param memoryAfter the same at the end
   * @param holds whether it is known that the memory has not grown
   */
  public record Load(
      String device, List<Rate> rates, double memoryBefore, double memoryAfter, boolean holds)
      implements Serializable {}

  /**
   * Works.
   *
   * @param task what makes the candidates
   * @param seconds for how long
   */
  public Load run(DesignTask task, double seconds) {
    Broadcast<DesignTask> shared = context.jobs().broadcast(task);
    Load load =
        context
            .progress()
            .phase(
                "keep the device at work",
                () ->
                    context
                        .computing()
                        .parallelize(List.of(seconds), 1)
                        .map(each -> work(shared.value(), each))
                        .first());
    shared.destroy();
    return load;
  }

  private static Load work(DesignTask task, double seconds) {
    Device device = TaskDevice.current();
    List<Integer> sizes =
        device.isGpu() ? GPU_BATCHES : List.of(task.settings().candidatesPerBlock());
    List<Target> targets = task.settings().targets();
    for (Target target : targets) {
      sizes.forEach(size -> task.run(batch(target, size, 0), device));
    }
    double before = memory(device);
    double each = seconds / targets.size() / sizes.size();
    List<Rate> rates = new ArrayList<>();
    for (Target target : targets) {
      for (int size : sizes) {
        rates.add(rate(task, device, target, size, each));
      }
    }
    double after = memory(device);
    return new Load(device.toString(), rates, before, after, after <= GROWTH * before + SLACK);
  }

  private static List<Block> batch(Target target, int size, long index) {
    return List.of(Block.of(target, index, size));
  }

  private static Rate rate(
      DesignTask task, Device device, Target target, int size, double seconds) {
    long start = System.nanoTime();
    double elapsed = 0;
    double drawing = 0;
    double localizing = 0;
    long accepted = 0;
    long batches = 0;
    while (elapsed < seconds) {
      BlockResult result = task.run(batch(target, size, batches), device).get(0);
      batches++;
      drawing += result.generationSeconds();
      localizing += result.localizationSeconds();
      accepted += result.candidates().stream().filter(Candidate::accepted).count();
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    return new Rate(
        target.label(), size, batches * size / drawing, accepted / localizing, accepted / elapsed);
  }

  /** In bytes. */
  private static double memory(Device device) {
    if (device.isGpu()) {
      OptionalLong used = DeviceMemory.used(device);
      return used.isPresent() ? used.getAsLong() : Double.NaN;
    }
    try {
      // What is freed on the heap is still the process's: only a collection shows what is needed.
      System.gc();
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.split("\\s+", -1)[1]))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row for every target and size, and a line on memory. */
  public String render(Load load) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.numbers("target"),
                TextTable.Column.text("device"),
                TextTable.Column.numbers("batch"),
                TextTable.Column.numbers("drawn\n/s"),
                TextTable.Column.numbers("localized, accepted\n/s"),
                TextTable.Column.numbers("one task, accepted\n/s")));
    for (Rate rate : load.rates) {
      table.row(
          List.of(
              context.settings().properties().amount(rate.target),
              load.device,
              count(rate.batch),
              count(rate.drawn),
              count(rate.localized),
              count(rate.accepted)));
    }
    return table.render()
        + String.format(
            Locale.ROOT,
            "memory in use: %s before, %s after%n",
            bytes(load.memoryBefore),
            bytes(load.memoryAfter));
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String bytes(double bytes) {
    return Double.isNaN(bytes)
        ? "not known"
        : String.format(Locale.ROOT, "%,.0f MiB", bytes / (1 << 20));
  }
}
