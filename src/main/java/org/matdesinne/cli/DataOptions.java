package org.matdesinne.cli;

import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.ingest.DataOption;
import picocli.CommandLine.Option;

/** The options that say where labelled design points come from. */
final class DataOptions {
  @Option(
      names = "--x",
      paramLabel = "FILE",
      description = "Design points: CSV without a header, any Hadoop URI. Needs --y.")
  private Optional<String> x = Optional.empty();

  @Option(
      names = "--y",
      paramLabel = "FILE",
      description = "Labels of these points, in the same order: CSV without a header. Needs --x.")
  private Optional<String> y = Optional.empty();

  @Option(
      names = {"--table", "--parquet"},
      paramLabel = "PATH",
      description = {
        "Table with a column for each design parameter and one for the property, named as in the"
            + " configuration: CSV or TSV with a header, or Parquet; a file or folder, any Hadoop"
            + " URI.",
        "--parquet is an older name of this option."
      })
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "Names of the columns of --table, parted by commas, if that is text without a header.")
  private Optional<String> columns = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "oracle (design points that the oracle of the configuration labels), or a data source that"
              + " the configuration names.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many design points the oracle labels.")
  private Optional<Integer> rows = Optional.empty();

  @Option(
      names = "--design",
      paramLabel = "DESIGN",
      description =
          "How these points lie: random, or sobol (they keep apart and fill the space evenly).")
  private Optional<String> design = Optional.empty();

  /** The configuration with what these options say of the source. */
  ConfigurationFile applyTo(ConfigurationFile configuration) {
    ConfigurationFile result = configuration;
    if (source.isPresent()) {
      result = result.with("data.source", source.get());
    }
    if (rows.isPresent()) {
      result = result.with("data.rows", rows.get());
    }
    if (design.isPresent()) {
      result = result.with("data.design", design.get());
    }
    return result;
  }

  /**
   * What is to be read.
   *
   * @throws InputException when the options contradict each other
   */
  DataOption option() {
    if (x.isPresent() != y.isPresent()) {
      throw new InputException("--x and --y go together; give both");
    }
    boolean files = x.isPresent();
    boolean given = files || table.isPresent() || source.isPresent();
    if ((rows.isPresent() || design.isPresent())
        && given
        && source.filter(DataSettings::isOracle).isEmpty()) {
      throw new InputException(
          "%s is for data that the oracle makes; give it with --source %s",
          rows.isPresent() ? "--rows" : "--design", DataSettings.ORACLE_SOURCE);
    }
    if ((files && table.isPresent()) || (source.isPresent() && (files || table.isPresent()))) {
      throw new InputException("give one of --table, --x with --y, and --source");
    }
    if (columns.isPresent() && table.isEmpty()) {
      throw new InputException("--columns names the columns of a table; give it with --table");
    }
    if (files) {
      return new DataOption.CsvFiles(x.get(), y.get());
    }
    return table.isPresent()
        ? new DataOption.Table(table.get(), columns.map(text -> CsvForm.names(text, "--columns")))
        : new DataOption.Configured();
  }
}
