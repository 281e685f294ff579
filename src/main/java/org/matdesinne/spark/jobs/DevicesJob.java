package org.matdesinne.spark.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.matdesinne.report.TextTable;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;

/** Tells on what each executor would compute, and why: the first question on a new cluster. */
public final class DevicesJob {
  /** Enough that every slot is likely to be given one. */
  private static final int TASKS_PER_SLOT = 8;

  /** By machine and executor; a device that cannot be used has no name and stands last. */
  static final Comparator<TaskDevice.Report> ORDER =
      Comparator.comparing(TaskDevice.Report::host)
          .thenComparing(TaskDevice.Report::executor)
          .thenComparing(
              TaskDevice.Report::device, Comparator.nullsLast(Comparator.naturalOrder()));

  private final JobContext context;

  /** A job in {@code context}. */
  public DevicesJob(JobContext context) {
    this.context = context;
  }

  /** A row for every executor and device that tasks met. */
  public static String render(List<TaskDevice.Report> reports) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.text("executor"),
                TextTable.Column.text("host"),
                TextTable.Column.numbers("threads"),
                TextTable.Column.text("assigned"),
                TextTable.Column.text("device"),
                TextTable.Column.text("why")));
    for (TaskDevice.Report report : reports) {
      table.row(
          List.of(
              report.executor(),
              report.host(),
              Integer.toString(report.threads()),
              report.assigned().map(gpu -> "gpu " + gpu).orElse("-"),
              report.usable() ? report.device() : "none",
              report.explanation()));
    }
    return table.render();
  }

  /** One for every executor and device that tasks met. */
  public List<TaskDevice.Report> run() {
    int tasks = TASKS_PER_SLOT * context.jobs().defaultParallelism();
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    return context
        .computing()
        .parallelize(numbers, tasks)
        .map(number -> TaskDevice.report())
        .collect()
        .stream()
        .distinct()
        .sorted(ORDER)
        .toList();
  }
}
