package org.matdesinne.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.config.InputException;

/** Parquet that may be absent, something else, or of other columns. */
final class ParquetInput {
  private ParquetInput() {}

  /**
   * Opens a file or folder.
   *
   * @throws InputException when there is none, or no Parquet in it
   */
  static Dataset<Row> open(SparkSession spark, String path) {
    return open(spark, path, List.of(path));
  }

  /**
   * Opens some of a folder's files.
   *
   * @param paths of the files, or of the folder
   * @throws InputException when there is none, or no Parquet in it
   */
  static Dataset<Row> open(SparkSession spark, String path, List<String> paths) {
    try {
      return reader(spark, path, paths).parquet(paths.toArray(String[]::new));
    } catch (Exception e) {
      // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
      if (e instanceof AnalysisException || e instanceof SparkException) {
        throw new InputException(e, "cannot read %s as Parquet: %s", path, reason(e));
      }
      throw e;
    }
  }

  /** Reads files in {@code folder}, below which folders {@code name=value} are columns. */
  static DataFrameReader reader(SparkSession spark, String folder, List<String> paths) {
    DataFrameReader reader = spark.read();
    return paths.equals(List.of(folder)) ? reader : reader.option("basePath", folder);
  }

  /** The first line of what went wrong at first: a failed task comes wrapped in the whole job. */
  private static String reason(Throwable error) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage().lines().findFirst().orElse("");
  }

  /**
   * The column called {@code name}.
   *
   * @throws InputException when there is none
   */
  static StructField column(Dataset<Row> rows, String name, String path) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "%s has no column '%s'; its columns are: %s",
                    path, name, String.join(", ", List.of(rows.columns()))));
  }
}
