package org.matdesinne.spark.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;

/** Reads and writes data sets by their contract. */
public final class Table {
  /** So that no task carries more than a few hundred kilobytes. */
  private static final int ROWS_PER_TASK = 2000;

  /**
   * What a row group takes while it is written, 130,000 candidates: enough to be read in one go,
   * few enough for a reader to share the work and to skip what it does not want (docs/scaling.md).
   */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private final SparkSession spark;
  private final TableSchema schema;
  private final StructType columns;

  public Table(SparkSession spark, TableSchema schema, StructType columns) {
    this.spark = spark;
    this.schema = schema;
    this.columns = columns;
  }

  public StructType columns() {
    return columns;
  }

  /** Rows as a data set with the columns of this table. */
  public Dataset<Row> dataset(List<Row> rows) {
    JavaSparkContext jobs = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark.createDataFrame(jobs.parallelize(rows, 1 + rows.size() / ROWS_PER_TASK), columns);
  }

  /**
   * Writes rows to an absent or half-written folder; a null where none may stand fails.
   *
   * @param partitions columns that become folders
   */
  public void write(Dataset<Row> rows, String folder, String... partitions) {
    // A data frame built from rows and a schema checks nullability row by row.
    spark
        .createDataFrame(rows.select(names()).toJavaRDD(), columns)
        .write()
        .mode(SaveMode.Overwrite)
        .option("parquet.block.size", ROW_GROUP_BYTES)
        .partitionBy(partitions)
        .parquet(folder);
  }

  /** Its columns, in order. */
  public Column[] names() {
    return Arrays.stream(columns.fieldNames()).map(Table::column).toArray(Column[]::new);
  }

  /** A column of a user's, which may have any name. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /**
   * Reads a folder. Columns that came later than the files hold nulls; columns that this contract
   * does not know are left out.
   *
   * @throws InputException when it is not this table: a column is missing or has another type
   */
  public Dataset<Row> read(String folder) {
    return read(folder, List.of(folder));
  }

  /**
   * Reads files of a folder, as {@link #read(String)} does.
   *
   * @param paths the files, or the folder itself
   */
  public Dataset<Row> read(String folder, List<String> paths) {
    Dataset<Row> found = ParquetInput.open(spark, folder, paths, Optional.empty());
    for (StructField field : columns.fields()) {
      if (!field.metadata().contains(TableSchema.SINCE)) {
        ParquetInput.column(found, field.name(), folder);
      }
    }
    // What a file states; the types of partition columns are only guessed from their folders.
    String file = ParquetInput.files(found).get(0);
    for (StructField stored : ParquetInput.open(spark, file).schema().fields()) {
      requireType(stored, folder);
    }
    return written(folder, paths);
  }

  /** Reads a folder that this version has written: nothing of it needs to be found out. */
  public Dataset<Row> written(String folder) {
    return written(folder, List.of(folder));
  }

  /**
   * Reads files of a folder, as {@link #written(String)} does.
   *
   * @param paths the files, or the folder itself
   */
  public Dataset<Row> written(String folder, List<String> paths) {
    return ParquetInput.open(spark, folder, paths, Optional.of(columns)).select(names());
  }

  private void requireType(StructField stored, String folder) {
    for (StructField field : columns.fields()) {
      if (field.name().equals(stored.name()) && !field.dataType().equals(stored.dataType())) {
        throw new InputException(
            "%s is not a table '%s': its column '%s' is of the type %s, not %s",
            folder,
            schema.tableName(),
            field.name(),
            stored.dataType().simpleString(),
            field.dataType().simpleString());
      }
    }
  }
}
