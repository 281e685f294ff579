package org.matdesinne.spark.jobs;

import ai.djl.Device;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;
import org.matdesinne.pipeline.Agreement;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.report.TextTable;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.generate.DesignTask;
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

  /**
   * What one target gave.
   *
   * @param device of the task
   * @param cpuSeconds that the blocks took on the CPU, one after the other
   * @param deviceSeconds that they took on the device, in one batch
   * @param holds whether the differences are rounding
   */
  public record Compared(
      String device, Agreement agreement, double cpuSeconds, double deviceSeconds, boolean holds)
      implements Serializable {}

  /**
   * Compares.
   *
   * @param task what makes the candidates
   * @return one a target
   */
  public List<Compared> run(DesignTask task) {
    // One task, one target after the other: nothing else is to use the machine.
    return context
        .progress()
        .phase(
            "compare with the CPU",
            () ->
                context
                    .computing()
                    .parallelize(List.of(task), 1)
                    .map(DeviceCheckJob::compare)
                    .collect()
                    .get(0));
  }

  /** A row for every target. */
  public String render(List<Compared> found) {
    Properties properties = context.settings().properties();
    String unit = properties.several() ? "" : "\n" + properties.first().unit();
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.numbers("target" + unit),
                TextTable.Column.text("device"),
                TextTable.Column.numbers("draws"),
                TextTable.Column.numbers("same\nstatus %"),
                TextTable.Column.numbers("drawn\ndeviations"),
                TextTable.Column.numbers("predicted" + unit),
                TextTable.Column.numbers("localized" + unit),
                TextTable.Column.numbers("CPU\ns"),
                TextTable.Column.numbers("device\ns"),
                TextTable.Column.text("holds")));
    for (Compared each : found) {
      Agreement agreement = each.agreement;
      table.row(
          List.of(
              agreement.target().label(),
              each.device,
              String.format(Locale.ROOT, "%,d", agreement.draws()),
              String.format(
                  Locale.ROOT, "%.2f", 100.0 * agreement.sameStatus() / agreement.draws()),
              DeviceReport.difference(agreement.drawn()),
              differences(agreement.rawPrediction()),
              differences(agreement.prediction()),
              String.format(Locale.ROOT, "%.2f", each.cpuSeconds),
              String.format(Locale.ROOT, "%.2f", each.deviceSeconds),
              each.holds ? "yes" : "no"));
    }
    return table.render();
  }

  private static String differences(Amounts each) {
    return each.each().stream().map(DeviceReport::difference).collect(Collectors.joining(", "));
  }

  private static List<Compared> compare(DesignTask task) {
    Device device = TaskDevice.current();
    double[] scale = task.surrogate().manifest().scaling().designScale();
    List<Compared> found = new ArrayList<>();
    for (Target target : task.settings().targets()) {
      List<Block> blocks =
          Stream.iterate(0L, index -> index + 1)
              .limit(BLOCKS)
              .map(index -> Block.of(target, index, task.settings().candidatesPerBlock()))
              .toList();
      // What is opened and compiled once is no part of the time.
      task.run(blocks.get(0), Device.cpu());
      task.run(blocks, device);
      List<BlockResult> onCpu =
          blocks.stream().map(block -> task.run(block, Device.cpu())).toList();
      List<BlockResult> onDevice = task.run(blocks, device);
      List<Agreement> agreements = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        agreements.add(Agreement.of(onCpu.get(i), onDevice.get(i), scale));
      }
      Agreement all = Agreement.all(agreements);
      found.add(
          new Compared(
              device.toString(),
              all,
              seconds(onCpu),
              seconds(onDevice),
              all.holds(task.settings().localization().tolerance())));
    }
    return found;
  }

  private static double seconds(List<BlockResult> results) {
    return results.stream()
        .mapToDouble(
            each -> each.generationSeconds() + each.selectionSeconds() + each.localizationSeconds())
        .sum();
  }
}
