package org.matdesinne.spark.storage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lines of text, read by tasks, and where each stands. */
public final class TextInput {
  /** Column: the line without its end. */
  public static final String LINE = "value";

  /** Column: the file, as Spark names it. */
  public static final String FILE = "_file";

  /** Column: where in the file the block begins that a task has read in one go, in bytes. */
  public static final String BLOCK = "_block";

  /** Column: a number that increases from line to line of a block by 1. */
  public static final String POSITION = "_position";

  private TextInput() {}

  /**
   * All lines of some files, in UTF-8; those whose names say how they are compressed are unpacked.
   *
   * @param files as {@link Location} says
   */
  public static Dataset<Row> open(SparkSession spark, List<String> files) {
    if (files.size() > 1 && ParquetInput.looksLikeAPattern(files)) {
      return files.stream()
          .map(file -> open(spark, List.of(file)))
          .reduce(Dataset::union)
          .orElseThrow();
    }
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try {
      List<String> texts = new ArrayList<>();
      for (String file : files) {
        texts.add(Location.text(Location.of(file, hadoop)));
      }
      Path first = Location.of(files.get(0), hadoop);
      return ParquetInput.reader(spark, first.getFileSystem(hadoop))
          .text(texts.toArray(String[]::new))
          .select(
              col(LINE),
              col("_metadata.file_path").alias(FILE),
              col("_metadata.file_block_start").alias(BLOCK),
              monotonically_increasing_id().alias(POSITION));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + files.get(0) + ": " + e.getMessage(), e);
    }
  }
}
