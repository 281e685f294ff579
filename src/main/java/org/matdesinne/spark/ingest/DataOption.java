package org.matdesinne.spark.ingest;

import java.util.List;
import java.util.Optional;

/** Where a job takes its labelled points from. */
public sealed interface DataOption {

  /** The source that the configuration names. */
  record Configured() implements DataOption {}

  /**
   * Two headerless CSV files.
   *
   * @param x design points
   * @param y labels
   */
  record CsvFiles(String x, String y) implements DataOption {}

  /**
   * A table with a column for each design parameter and the property, CSV or Parquet.
   *
   * @param path a file or folder
   * @param columns of a table of text without a header
   */
  record Table(String path, Optional<List<String>> columns) implements DataOption {

    /** A table that names its columns itself. */
    public Table(String path) {
      this(path, Optional.empty());
    }
  }
}
