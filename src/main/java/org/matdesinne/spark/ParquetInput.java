package org.matdesinne.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;

/** Parquet that may be absent, something else, or of other columns. */
final class ParquetInput {
  /** Spark's option for whether paths are patterns of names. */
  private static final String PATTERNS = "__globPaths__";

  /** The characters that make Spark take a path as a pattern. */
  private static final Pattern LIKE_A_PATTERN = Pattern.compile("[{}\\[\\]*?\\\\]");

  private static final String WRITTEN_BY_SPARK = "_SUCCESS";

  /**
   * Reads files of this machine that others wrote without Hadoop's checksums: one beside such a
   * file is older than it.
   */
  private static final Map<String, String> UNCHECKED =
      Map.of(
          "fs.file.impl", RawLocalFileSystem.class.getName(), "fs.file.impl.disable.cache", "true");

  private ParquetInput() {}

  /**
   * Opens a file or folder.
   *
   * @param path as {@link Location} says
   * @throws InputException when there is none, or no Parquet in it
   */
  static Dataset<Row> open(SparkSession spark, String path) {
    return load(spark, path, Optional.empty());
  }

  /**
   * Opens a file or folder with known columns; those that it lacks hold nulls.
   *
   * @param path as {@link Location} says
   * @throws InputException when there is none, or no Parquet in it
   */
  static Dataset<Row> open(SparkSession spark, String path, StructType columns) {
    return load(spark, path, Optional.of(columns));
  }

  private static Dataset<Row> load(SparkSession spark, String path, Optional<StructType> columns) {
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      Path place = Location.of(path, hadoop);
      FileSystem files = place.getFileSystem(hadoop);
      if (!new Storage(hadoop).exists(path)) {
        throw new InputException("cannot read %s as Parquet: it does not exist", path);
      }
      DataFrameReader reader = reader(spark);
      if (files instanceof LocalFileSystem && !files.exists(new Path(place, WRITTEN_BY_SPARK))) {
        reader.options(UNCHECKED);
      }
      columns.ifPresent(reader::schema);
      return reader.parquet(Location.text(place));
    } catch (Exception e) {
      // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
      if (e instanceof AnalysisException
          || e instanceof SparkException
          || e instanceof IOException) {
        throw new InputException(e, "cannot read %s as Parquet: %s", path, reason(e));
      }
      if (e instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException("cannot read " + path, e);
    }
  }

  /** Texts of the files that hold the rows, each as {@link Location} says. */
  static List<String> files(Dataset<Row> rows) {
    return Arrays.stream(rows.inputFiles()).map(ParquetInput::decoded).toList();
  }

  /** The text of a file that Spark names by its encoded URI. */
  static String decoded(String uri) {
    return Location.text(new Path(URI.create(uri)));
  }

  /**
   * The rows of several folders of one schema.
   *
   * @param paths one or more, as {@link Location} says
   */
  static Dataset<Row> openAll(SparkSession spark, List<String> paths) {
    // In place of each path that looks like a pattern Spark reads all of them, told not to look
    // for what it means.
    return paths.stream().noneMatch(path -> LIKE_A_PATTERN.matcher(path).find())
        ? spark.read().parquet(paths.toArray(String[]::new))
        : paths.stream().map(path -> open(spark, path)).reduce(Dataset::union).orElseThrow();
  }

  /** A reader that takes a path as the name of one file or folder. */
  private static DataFrameReader reader(SparkSession spark) {
    return spark.read().option(PATTERNS, false);
  }

  /** The first line of what went wrong at first: a failed task comes wrapped in the whole job. */
  private static String reason(Throwable error) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    if (first.getMessage().contains("UNABLE_TO_INFER_SCHEMA")) {
      return "there is no Parquet file in it (names that begin with _ or . do not count)";
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
