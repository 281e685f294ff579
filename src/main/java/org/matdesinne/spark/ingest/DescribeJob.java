package org.matdesinne.spark.ingest;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.description.TableDescriber;
import org.matdesinne.description.TableDescription;
import org.matdesinne.spark.run.Progress;
import org.matdesinne.spark.storage.ColumnNames;
import org.matdesinne.spark.storage.Storage;

/** Finds out what a table holds, so that a configuration can be written for it. */
public final class DescribeJob {
  private final SparkSession spark;
  private final Progress progress;

  /** A job of {@code spark}. */
  public DescribeJob(SparkSession spark) {
    this.spark = spark;
    progress = new Progress(JavaSparkContext.fromSparkContext(spark.sparkContext()));
  }

  /**
   * What to describe.
   *
   * @param table a file or folder
   * @param form of a table of text
   * @param properties the columns that are designed for
   * @param ignored columns that are neither these nor parameters
   */
  public record Request(
      String table, CsvForm form, List<String> properties, List<String> ignored) {}

  /**
   * Reads all rows.
   *
   * @throws InputException when the table has no such columns, a value is no number, or nothing in
   *     it varies
   */
  public TableDescription run(Request request) {
    NumberTable table =
        NumberTable.open(spark, request.table(), request.form(), request.properties());
    TableDescriber describer =
        new TableDescriber(new DistributedFigures(table), request.properties(), request.ignored());
    TableDescription description =
        progress.phase("read " + TableDescriber.name(request.table()), describer::describe);
    return description.renamed(
        ColumnNames.of(description.parameterNames(), request.properties()).renamed());
  }

  /** Writes a configuration, replacing the file. */
  public void write(String file, String text) {
    Storage storage = new Storage(spark.sparkContext().hadoopConfiguration());
    storage.requireFile(file);
    storage.write(file, text);
  }
}
