package org.matdesinne.spark.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.spark.storage.Storage;

/** A table with named columns of numbers, CSV or Parquet, whose rows are read by Spark. */
interface NumberTable {
  /** Column of {@link #rows}: the file, as Spark names it. */
  String FILE = "_file";

  /** Column of {@link #rows}: where the block of the file begins in which the row stands. */
  String BLOCK = "_block";

  /** Column of {@link #rows}: increases from row to row of a block. */
  String POSITION = "_position";

  /**
   * Column of {@link #rows}: what is the matter with the row, to follow its {@linkplain #place
   * place}; null where nothing is.
   */
  String FAULT = "_fault";

  /** What a Parquet file begins with. */
  byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /**
   * Opens a file, or all files of a folder; looks at no more than their first lines.
   *
   * @param form of a table of text
   * @param wanted columns, as far as they are known
   * @throws InputException when there is none, or it is no table
   */
  static NumberTable open(SparkSession spark, String path, CsvForm form, List<String> wanted) {
    Storage storage = new Storage(spark.sparkContext().hadoopConfiguration());
    List<String> parts = storage.parts(path);
    if (!storage.beginsWith(parts.get(0), PARQUET)) {
      return CsvTable.open(spark, storage, path, parts, form, wanted);
    }
    if (form.names().isPresent()) {
      throw new InputException(
          "%s is Parquet, which names its columns itself; leave out --columns", path);
    }
    return new ParquetTable(spark, path);
  }

  /** As the user named it. */
  String path();

  /** Its columns, in order. */
  List<String> names();

  /**
   * The rows, in whatever order.
   *
   * @param columns some of {@link #names}
   * @return for each of the columns a {@link #column}, null where a value is missing and not a
   *     number where it is none; then file, block, position and fault
   */
  Dataset<Row> rows(List<String> columns);

  /** The name in {@link #rows} of the column at an index: names of users may hold anything. */
  static String column(int index) {
    return "c" + index;
  }

  /** File and line, or row, for a message. */
  String place(String file, long block, long position);

  /**
   * Checks that there are columns.
   *
   * @throws InputException when one is missing
   */
  default void require(List<String> columns) {
    for (String column : columns) {
      if (!names().contains(column)) {
        throw new InputException(
            "%s has no column '%s'; its columns are: %s",
            path(), column, String.join(", ", names()));
      }
    }
  }
}
