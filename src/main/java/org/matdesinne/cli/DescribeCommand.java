package org.matdesinne.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.Delimiter;
import org.matdesinne.description.Findings;
import org.matdesinne.description.TableDescription;
import org.matdesinne.settings.DescribedConfiguration;
import org.matdesinne.spark.ingest.DescribeJob;
import org.matdesinne.spark.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "describe",
    description = {
      "Finds out what a table holds, and prints a configuration with which 'inverse-design' designs by"
          + " it.",
      "What it found is said on standard error."
    })
final class DescribeCommand implements Callable<Integer> {
  @Option(
      names = "--table",
      required = true,
      paramLabel = "PATH",
      description = "CSV or TSV with a header, or Parquet: a file or folder, any Hadoop URI.")
  private String table;

  @Option(
      names = "--properties",
      required = true,
      paramLabel = "NAMES",
      description =
          "The column to design for, or several, parted by commas. All other columns of numbers become"
              + " design parameters.")
  private String properties;

  @Option(
      names = "--ignore",
      paramLabel = "NAMES",
      description = "Columns to leave out, parted by commas.")
  private Optional<String> ignored = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "Names of the columns, parted by commas, if the table is text without a header.")
  private Optional<String> columns = Optional.empty();

  @Option(
      names = "--delimiter",
      paramLabel = "WHAT",
      description = "Between the columns: comma, semicolon or tab. Default: found out.")
  private Delimiter delimiter = Delimiter.AUTO;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the configuration to this file, not to standard output.")
  private Optional<String> output = Optional.empty();

  @Override
  public Integer call() {
    CsvForm form = new CsvForm(delimiter, columns.map(text -> CsvForm.names(text, "--columns")));
    DescribeJob job = new DescribeJob(Session.open("describe"));
    TableDescription description =
        job.run(
            new DescribeJob.Request(
                table,
                form,
                CsvForm.names(properties, "--properties"),
                ignored.map(text -> CsvForm.names(text, "--ignore")).orElse(List.of())));
    String text = new DescribedConfiguration(description, delimiter).text();
    if (output.isPresent()) {
      job.write(output.get(), text);
    } else {
      System.out.print(text);
    }
    new Findings(description).lines().forEach(System.err::println);
    System.err.println("next: " + NextCommand.here().of("inverse-design", next()));
    return Main.DONE;
  }

  private String[] next() {
    List<String> words =
        new ArrayList<>(List.of("--config", output.orElse("my.conf"), "--table", table));
    columns.ifPresent(names -> words.addAll(List.of("--columns", names)));
    words.addAll(List.of("--output", "out"));
    return words.toArray(String[]::new);
  }
}
