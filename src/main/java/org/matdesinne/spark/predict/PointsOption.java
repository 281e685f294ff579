package org.matdesinne.spark.predict;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.ParquetInput;

/** Where design points come from, with a column for each parameter. */
public sealed interface PointsOption {

  /**
   * Opens the points; looks at no row.
   *
   * @throws InputException when there are none
   */
  Dataset<Row> open(JobContext context);

  /** What the user calls them, in full. */
  String source(JobContext context);

  /**
   * Parquet.
   *
   * @param path a file or folder, on any file system that Hadoop knows
   */
  record Parquet(String path) implements PointsOption {
    @Override
    public Dataset<Row> open(JobContext context) {
      return ParquetInput.open(context.spark(), path);
    }

    @Override
    public String source(JobContext context) {
      return context.storage().qualified(path);
    }
  }

  /**
   * A table of one of Spark's catalogs, such as one of Iceberg.
   *
   * @param name {@code catalog.namespace.table}
   */
  record CatalogTable(String name) implements PointsOption {
    @Override
    public Dataset<Row> open(JobContext context) {
      SparkSession spark = context.spark();
      try {
        if (spark.catalog().tableExists(name)) {
          return spark.table(name);
        }
      } catch (Exception e) {
        // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
        throw new InputException(
            e,
            "cannot read the table %s: %s; name it as catalog.namespace.table and configure the"
                + " catalog by --conf spark.sql.catalog.NAME",
            name,
            InputException.firstLine(e.getMessage()));
      }
      throw new InputException(
          "there is no table %s; name it as catalog.namespace.table, or give the path of Parquet"
              + " files by --points",
          name);
    }

    @Override
    public String source(JobContext context) {
      return name;
    }
  }
}
