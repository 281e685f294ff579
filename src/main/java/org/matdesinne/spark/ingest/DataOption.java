package org.matdesinne.spark.ingest;

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
   * Parquet with a column for each design parameter and the property.
   *
   * @param path a file or folder
   */
  record Parquet(String path) implements DataOption {}
}
