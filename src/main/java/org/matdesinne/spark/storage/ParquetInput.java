package org.matdesinne.spark.storage;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
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
public final class ParquetInput {
  /** Spark's option for whether paths are patterns of names. */
  private static final String PATTERNS = "__globPaths__";

  /** The characters that make Spark take a path as a pattern. */
  private static final Pattern LIKE_A_PATTERN = Pattern.compile("[{}\\[\\]*?\\\\]");

  /**
   * Reads files of this machine as they are: a checksum of Hadoop's beside one may be older than
   * it.
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
  public static Dataset<Row> open(SparkSession spark, String path) {
    return open(spark, path, List.of(path), Optional.empty());
  }

  /**
   * Opens some of a folder's files.
   *
   * @param paths of the files, or of the folder, as {@link Location} says
   * @param columns known ones; those that a file lacks hold nulls
   * @throws InputException when there is none, or no Parquet in it
   */
  public static Dataset<Row> open(
      SparkSession spark, String path, List<String> paths, Optional<StructType> columns) {
    if (paths.size() > 1 && looksLikeAPattern(paths)) {
      return paths.stream()
          .map(each -> open(spark, path, List.of(each), columns))
          .reduce(Dataset::union)
          .orElseThrow();
    }
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      Path place = Location.of(path, hadoop);
      FileSystem files = place.getFileSystem(hadoop);
      if (!new Storage(hadoop).exists(path)) {
        throw new InputException("cannot read %s as Parquet: it does not exist", path);
      }
      DataFrameReader reader = reader(spark, files);
      if (!paths.equals(List.of(path))) {
        reader.option("basePath", Location.text(place));
      }
      columns.ifPresent(reader::schema);
      List<String> texts = new ArrayList<>();
      for (String each : paths) {
        texts.add(Location.text(Location.of(each, hadoop)));
      }
      return reader.parquet(texts.toArray(String[]::new));
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
  public static String decoded(String uri) {
    return Location.text(new Path(URI.create(uri)));
  }

  /**
   * The rows of several folders.
   *
   * @param paths one or more, as {@link Location} says
   * @param columns of all of them
   */
  public static Dataset<Row> openAll(SparkSession spark, List<String> paths, StructType columns) {
    return looksLikeAPattern(paths)
        ? paths.stream()
            .map(path -> open(spark, path, List.of(path), Optional.of(columns)))
            .reduce(Dataset::union)
            .orElseThrow()
        : spark.read().schema(columns).parquet(paths.toArray(String[]::new));
  }

  /**
   * Told not to look for what a pattern means, Spark reads all of several paths in the place of
   * each that looks like one.
   */
  static boolean looksLikeAPattern(List<String> paths) {
    return paths.stream().anyMatch(path -> LIKE_A_PATTERN.matcher(path).find());
  }

  /** A reader that takes a path as the name of one file or folder. */
  static DataFrameReader reader(SparkSession spark, FileSystem files) {
    DataFrameReader reader = spark.read().option(PATTERNS, false);
    return files instanceof LocalFileSystem ? reader.options(UNCHECKED) : reader;
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
    return InputException.firstLine(first.getMessage());
  }

  /**
   * The column called {@code name}.
   *
   * @throws InputException when there is none
   */
  public static StructField column(Dataset<Row> rows, String name, String path) {
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
