package org.matdesinne.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.jobs.ShowJob;
import org.matdesinne.spark.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Prints a table, or lists the tables of a run.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "Folder of a Parquet table, or of a run.")
  private String path;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv, or json (one object on each line). Default: table.")
  private ShowJob.Format format;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many rows to print. Default: 20 for table, all for csv and json.")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = "Print only rows that meet this SQL condition.")
  private Optional<String> where = Optional.empty();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Columns to print, in this order, separated by commas.")
  private List<String> columns = List.of();

  @Option(names = "--count", description = "Print only the number of rows.")
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
