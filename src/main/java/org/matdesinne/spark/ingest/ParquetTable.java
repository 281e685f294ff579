package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.spark.storage.ParquetInput;
import org.matdesinne.spark.storage.Table;

/** A table in Parquet. */
final class ParquetTable implements NumberTable {
  private static final Column NONE = lit(null).cast(DataTypes.StringType);

  private final String path;
  private final Dataset<Row> found;

  ParquetTable(SparkSession spark, String path) {
    this.path = path;
    found = ParquetInput.open(spark, path);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> names() {
    return List.of(found.columns());
  }

  @Override
  public Dataset<Row> rows(List<String> columns) {
    List<Column> selected = new ArrayList<>();
    List<Column> faults = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      StructField field = ParquetInput.column(found, columns.get(j), path);
      String where = ", column '" + columns.get(j) + "'";
      Column stored = Table.column(field.name());
      Column value;
      if (field.dataType() instanceof NumericType) {
        Column number = stored.cast(DataTypes.DoubleType);
        // Without a value, this is no truth: null.
        Column infinite = abs(number).equalTo(Double.POSITIVE_INFINITY);
        value = when(not(isnan(number)), when(infinite, Double.NaN).otherwise(number));
        faults.add(
            when(
                infinite,
                concat(
                    lit(where + ": "),
                    number.cast(DataTypes.StringType),
                    lit(" is not a finite number; fix or delete the row"))));
      } else {
        value = when(stored.isNotNull(), lit(Double.NaN));
        faults.add(
            when(
                stored.isNotNull(),
                lit(
                    where
                        + " is of the type "
                        + field.dataType().simpleString()
                        + "; it must hold numbers")));
      }
      selected.add(value.alias(NumberTable.column(j)));
    }
    selected.add(col("_metadata.file_path").alias(FILE));
    selected.add(lit(0L).alias(BLOCK));
    selected.add(col("_metadata.row_index").alias(POSITION));
    faults.add(NONE);
    selected.add(coalesce(faults.toArray(Column[]::new)).alias(FAULT));
    return found.select(selected.toArray(Column[]::new));
  }

  @Override
  public String place(String file, long block, long position) {
    return ParquetInput.decoded(file) + ", row " + (position + 1);
  }
}
