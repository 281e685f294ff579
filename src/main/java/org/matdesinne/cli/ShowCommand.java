package org.matdesinne.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.jobs.ShowJob;
import org.matdesinne.spark.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Prints a data set, or lists those of a run.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "A Parquet data set, or the folder of a run.")
  private String path;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json (a line each); default: table.")
  private ShowJob.Format format;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows at most; default: 20 for table, all for csv and json.")
  private Optional<Integer> limit = Optional.empty();

  @Option(names = "--where", paramLabel = "SQL", description = "Condition that rows must meet.")
  private Optional<String> where = Optional.empty();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Columns to print, in this order.")
  private List<String> columns = List.of();

  @Option(names = "--count", description = "Print only how many rows there are.")
  private boolean count;

  @Override
  public Integer call() {
    ShowJob job = new ShowJob(Session.open("show"), System.out);
    ShowJob.Selection selection = new ShowJob.Selection(where, columns);
    if (count) {
      job.count(path, selection);
    } else {
      job.print(path, selection, format, limit);
    }
    return Main.DONE;
  }
}
