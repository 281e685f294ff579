package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.spark.storage.ParquetInput;

/** Labelled points in Parquet, found by the names of the columns. */
final class ParquetPoints {
  private static final String FILE = "_file";
  private static final String POSITION = "_position";
  private static final String LEAST = "_least";
  private static final String GREATEST = "_greatest";

  /** How many design points with several labels a message names. */
  private static final int NAMED = 3;

  private final String path;
  private final RowCheck check;
  // parameters, property
  private final List<String> names;
  // the same columns as doubles, and where each row stands
  private final Dataset<Row> rows;

  /**
   * Opens a file or folder; looks at no row.
   *
   * @throws InputException when a column is missing or holds no numbers
   */
  ParquetPoints(SparkSession spark, String path, RowCheck check) {
    this.path = path;
    this.check = check;
    names = new ArrayList<>(check.space().names());
    names.add(check.property().name());
    Dataset<Row> found = ParquetInput.open(spark, path);
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      StructField field = ParquetInput.column(found, name, path);
      if (!(field.dataType() instanceof NumericType)) {
        throw new InputException(
            "%s, column '%s' is of the type %s; it must hold numbers",
            path, name, field.dataType().simpleString());
      }
      columns.add(column(name).cast(DataTypes.DoubleType).alias(name));
    }
    columns.add(col("_metadata.file_path").alias(FILE));
    columns.add(col("_metadata.row_index").alias(POSITION));
    rows = found.select(columns.toArray(Column[]::new));
  }

  /**
   * Checks every row.
   *
   * @throws InputException naming file, row, column and value of the first that is wrong, or the
   *     equal points that have different labels
   */
  void check() {
    RowCheck rule = check;
    List<String> columns = names;
    List<String> problems = rows.toJavaRDD().flatMap(row -> problem(row, columns, rule)).take(1);
    if (!problems.isEmpty()) {
      throw new InputException("%s", problems.get(0));
    }
    if (rows.isEmpty()) {
      throw new InputException(
          "%s: the Parquet files hold no rows; give at least one labelled point", path);
    }
    rejectContradictions();
  }

  /** What the rows hold, in whatever order. */
  String fingerprint() {
    Column hash = xxhash64(columns(names)).cast(DataTypes.createDecimalType(20, 0));
    Row found = rows.agg(count(lit(1)), sum(hash)).head();
    return found.getLong(0) + " rows " + found.getDecimal(1);
  }

  /** The points, numbered by file and row: Spark's own order depends on the number of cores. */
  JavaPairRDD<LabelledPoint, Long> numbered() {
    int dimension = check.space().dimension();
    return rows.orderBy(FILE, POSITION)
        .toJavaRDD()
        .map(row -> new LabelledPoint(doubles(row, dimension), row.getDouble(dimension)))
        .zipWithIndex();
  }

  private static Iterator<String> problem(Row row, List<String> names, RowCheck check) {
    int dimension = names.size() - 1;
    String where = where(row.getAs(FILE), row.getAs(POSITION));
    for (int j = 0; j <= dimension; j++) {
      if (row.isNullAt(j)) {
        return List.of(place(where, names.get(j)) + ": null is not a number; fix or delete the row")
            .iterator();
      }
    }
    try {
      check.point(doubles(row, dimension), j -> place(where, names.get(j)));
      check.label(row.getDouble(dimension), place(where, names.get(dimension)));
      return Collections.emptyIterator();
    } catch (InputException e) {
      return List.of(e.getMessage()).iterator();
    }
  }

  private void rejectContradictions() {
    Column label = column(check.property().name());
    Column place = struct(col(FILE), col(POSITION));
    Dataset<Row> found =
        rows.groupBy(columns(check.space().names()))
            .agg(
                min(label).alias(LEAST),
                max(label).alias(GREATEST),
                min_by(place, label),
                max_by(place, label))
            .where(col(LEAST).notEqual(col(GREATEST)));
    List<Row> first = found.takeAsList(NAMED);
    if (!first.isEmpty()) {
      long count = first.size() < NAMED ? first.size() : found.count();
      throw new InputException(
          "%s gives %s: %s%s; %s",
          path,
          RowCheck.pointsOfSeveralLabels(count),
          first.stream().map(this::contradiction).collect(Collectors.joining("; ")),
          count > first.size() ? "; …" : "",
          RowCheck.ONE_LABEL);
    }
  }

  private String contradiction(Row row) {
    List<String> parameters = check.space().names();
    int dimension = parameters.size();
    return IntStream.range(0, dimension)
            .mapToObj(j -> parameters.get(j) + " = " + row.getDouble(j))
            .collect(Collectors.joining(", "))
        + " (label "
        + row.getDouble(dimension)
        + " in "
        + where(row.getStruct(dimension + 2))
        + ", "
        + row.getDouble(dimension + 1)
        + " in "
        + where(row.getStruct(dimension + 3))
        + ")";
  }

  private static String where(Row place) {
    return where(place.getString(0), place.getLong(1));
  }

  private static String where(String file, long position) {
    return ParquetInput.decoded(file) + ", row " + (position + 1);
  }

  private static String place(String where, String column) {
    return where + ", column '" + column + "'";
  }

  private static Column column(String name) {
    return col("`" + name + "`");
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(ParquetPoints::column).toArray(Column[]::new);
  }

  private static double[] doubles(Row row, int count) {
    return IntStream.range(0, count).mapToDouble(row::getDouble).toArray();
  }
}
