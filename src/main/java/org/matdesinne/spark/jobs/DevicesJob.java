package org.matdesinne.spark.jobs;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
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

  /**
   * Prints one row for every executor and device that tasks met.
   *
   * @return whether networks can compute on all of them
   */
  public boolean run(PrintStream out) {
    List<TaskDevice.Report> reports = reports();
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
    out.print(table.render());
    return reports.stream().allMatch(TaskDevice.Report::usable);
  }

  private List<TaskDevice.Report> reports() {
    JavaSparkContext jobs = context.jobs();
    int tasks = TASKS_PER_SLOT * jobs.defaultParallelism();
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    return jobs.parallelize(numbers, tasks).map(number -> TaskDevice.report()).collect().stream()
        .distinct()
        .sorted(ORDER)
        .toList();
  }
}
