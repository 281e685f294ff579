package org.matdesinne.spark.jobs;

import ai.djl.Device;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.matdesinne.design.Property;
import org.matdesinne.pipeline.Agreement;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.report.TextTable;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.DesignTask;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.JobContext;

/**
 * Makes the same candidates on a task's device and on the CPU, with a trained model, and compares
 * them and the time that they took: what to do once on new machines.
 */
public final class DeviceCheckJob {
  private static final int BLOCKS = 4;

  private final JobContext context;

  /** A job in {@code context}. */
  public DeviceCheckJob(JobContext context) {
    this.context = context;
  }

  /** What one target gave. */
  private record Compared(
      String device, Agreement agreement, double cpuSeconds, double deviceSeconds)
      implements Serializable {}

  /**
   * Prints a row for every target.
   *
   * @param model name of a bundled model, or the folder of a finished training
   * @return whether all differences are rounding
   */
  public boolean run(String model, PrintStream out) {
    DesignInputs inputs = DesignInputs.load(context, model, Optional.empty());
    DesignTask task = new GenerateJob(context).task(inputs);
    // One task, one target after the other: nothing else is to use the machine.
    List<Compared> found =
        context
            .progress()
            .phase(
                "compare with the CPU",
                () ->
                    context
                        .jobs()
                        .parallelize(List.of(task), 1)
                        .map(DeviceCheckJob::compare)
                        .collect()
                        .get(0));
    Property property = context.settings().property();
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.numbers("target\n" + property.unit()),
                TextTable.Column.text("device"),
                TextTable.Column.numbers("draws"),
                TextTable.Column.numbers("same\nstatus %"),
                TextTable.Column.numbers("drawn\ndeviations"),
                TextTable.Column.numbers("predicted\n" + property.unit()),
                TextTable.Column.numbers("localized\n" + property.unit()),
                TextTable.Column.numbers("CPU\ns"),
                TextTable.Column.numbers("device\ns"),
                TextTable.Column.text("holds")));
    double tolerance = task.settings().localization().tolerance();
    for (Compared each : found) {
      Agreement agreement = each.agreement;
      table.row(
          List.of(
              Double.toString(agreement.target()),
              each.device,
              String.format(Locale.ROOT, "%,d", agreement.draws()),
              String.format(
                  Locale.ROOT, "%.2f", 100.0 * agreement.sameStatus() / agreement.draws()),
              small(agreement.drawn()),
              small(agreement.rawPrediction()),
              small(agreement.prediction()),
              String.format(Locale.ROOT, "%.2f", each.cpuSeconds),
              String.format(Locale.ROOT, "%.2f", each.deviceSeconds),
              agreement.holds(tolerance) ? "yes" : "no"));
    }
    out.print(table.render());
    return found.stream().allMatch(each -> each.agreement.holds(tolerance));
  }

  private static String small(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  private static List<Compared> compare(DesignTask task) {
    Device device = TaskDevice.current();
    double[] scale = task.surrogate().manifest().scaling().designScale();
    List<Compared> found = new ArrayList<>();
    for (double target : task.settings().targets()) {
      List<Block> blocks =
          Stream.iterate(0L, index -> index + 1)
              .limit(BLOCKS)
              .map(index -> Block.of(target, index, task.settings().candidatesPerBlock()))
              .toList();
      List<BlockResult> onCpu =
          blocks.stream().map(block -> task.run(block, Device.cpu())).toList();
      List<BlockResult> onDevice = blocks.stream().map(block -> task.run(block, device)).toList();
      List<Agreement> agreements = new ArrayList<>();
      for (int i = 0; i < BLOCKS; i++) {
        agreements.add(Agreement.of(onCpu.get(i), onDevice.get(i), scale));
      }
      found.add(
          new Compared(
              device.toString(), Agreement.all(agreements), seconds(onCpu), seconds(onDevice)));
    }
    return found;
  }

  /** Of all blocks but the first, which warms up. */
  private static double seconds(List<BlockResult> results) {
    return results.stream()
        .skip(1)
        .mapToDouble(
            each -> each.generationSeconds() + each.selectionSeconds() + each.localizationSeconds())
        .sum();
  }
}
