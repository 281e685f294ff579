package org.matdesinne.cli;

import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.predict.PointsOption;
import picocli.CommandLine.Option;

/** The options that say which table of points becomes which table of predictions. */
final class PredictionTableOptions {
  @Option(
      names = "--points",
      paramLabel = "PATH",
      description =
          "Design points of any number, to be predicted into a table: Parquet file or folder, any"
              + " Hadoop URI, with a column for each design parameter. Other columns are kept.")
  private Optional<String> points = Optional.empty();

  @Option(
      names = "--points-table",
      paramLabel = "CATALOG.NAMESPACE.TABLE",
      description = "The same from a table of a catalog that Spark knows, such as one of Iceberg.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "URI",
      description = {
        "Training set, to state how far each of these points is from the nearest training point: a"
            + " folder that 'ingest' or 'inverse-design' wrote. Default: the one in the folder of"
            + " the model; for a model that comes with the program, the one that it was trained"
            + " on. If there is none, no distance is stated."
      })
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "Folder to write the table of predictions to.")
  private Optional<String> output = Optional.empty();

  Optional<String> data() {
    return data;
  }

  /**
   * What is to be read; empty where no table was named.
   *
   * @throws InputException when the options contradict each other
   */
  Optional<PointsOption> option() {
    if (points.isPresent() && table.isPresent()) {
      throw new InputException("give one of --points and --points-table");
    }
    boolean given = points.isPresent() || table.isPresent();
    if (given && output.isEmpty()) {
      throw new InputException(
          "the predictions of a table are written into another; give its folder by --output");
    }
    if (!given && (output.isPresent() || data.isPresent())) {
      throw new InputException(
          "--output and --data belong to points that are read from a table; give --points or"
              + " --points-table");
    }
    return points
        .<PointsOption>map(PointsOption.Parquet::new)
        .or(() -> table.map(PointsOption.CatalogTable::new));
  }

  /** Where to write; there where a table of points is. */
  String output() {
    return output.orElseThrow();
  }
}
