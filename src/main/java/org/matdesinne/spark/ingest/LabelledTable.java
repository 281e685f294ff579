package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.var_pop;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.MissingValues;
import org.matdesinne.dataset.Replicates;
import org.matdesinne.dataset.RowCheck;

/** Labelled points in a table, found by the names of its columns. */
final class LabelledTable {
  private static final String LEAST = "_least";
  private static final String GREATEST = "_greatest";
  private static final String SQUARES = "_squares";
  private static final String ROWS = "_rows";
  private static final String HASH = "_hash";
  private static final String PLACE = "_place";

  /** How many design points with several labels a message names. */
  private static final int NAMED = 3;

  private final NumberTable table;
  private final RowCheck check;
  private final MissingValues missing;
  private final Replicates replicates;

  // parameters, property
  private final List<String> names;
  private final int dimension;
  private final Dataset<Row> rows;

  /**
   * The rows of a table; looks at none.
   *
   * @param missing what becomes of rows without a value
   * @param replicates what becomes of points with several rows
   * @throws InputException when a column is missing
   */
  LabelledTable(NumberTable table, RowCheck check, MissingValues missing, Replicates replicates) {
    this.table = table;
    this.check = check;
    this.missing = missing;
    this.replicates = replicates;
    names = columns(check);
    dimension = check.space().dimension();
    table.require(names);
    // Text takes longer to read than to sort: it is read once, and kept on disk as numbers.
    rows = table.rows(names).persist(StorageLevel.DISK_ONLY());
  }

  /** The columns that a table must have: those of the parameters, then that of the property. */
  static List<String> columns(RowCheck check) {
    List<String> names = new ArrayList<>(check.space().names());
    names.add(check.property().name());
    return names;
  }

  /** The columns that the configuration does not name. */
  List<String> others() {
    return table.names().stream().filter(name -> !names.contains(name)).toList();
  }

  /**
   * What checked rows are.
   *
   * @param fingerprint of the rows that are left, in whatever order, before replicates are merged
   * @param summary of what became of all
   */
  record Checked(String fingerprint, DataSummary summary) {}

  /**
   * Checks every row.
   *
   * @throws InputException naming file, line, column and value of the first that is wrong, or the
   *     equal points that have different labels
   */
  Checked check() {
    RowProblems rule = new RowProblems(names, check, missing);
    RowProblems.Found found =
        rows.toJavaRDD()
            .aggregate(
                RowProblems.Found.NOTHING,
                (before, row) -> before.and(rule.of(row)),
                RowProblems.Found::and);
    if (found.problem() != null) {
      RowProblems.Problem first = found.problem();
      throw new InputException(
          "%s%s", table.place(first.file(), first.block(), first.position()), first.text());
    }
    if (found.rows() == found.lacking()) {
      throw new InputException(
          "%s holds no rows%s; give at least one labelled point",
          table.path(), found.rows() > 0 ? " in which no value is missing" : "");
    }
    return summarized(found.rows());
  }

  private Checked summarized(long read) {
    Column repeated = col(ROWS).gt(1);
    Row all =
        points(
                count(lit(1)).alias(ROWS),
                min(label()).alias(LEAST),
                max(label()).alias(GREATEST),
                var_pop(label()).multiply(count(lit(1))).alias(SQUARES),
                sum(xxhash64(columns()).cast(DataTypes.createDecimalType(20, 0))).alias(HASH))
            .agg(
                count(lit(1)),
                sum(ROWS),
                sum(when(repeated, 1L).otherwise(0L)),
                sum(when(col(LEAST).notEqual(col(GREATEST)), 1L).otherwise(0L)),
                sum(SQUARES),
                sum(HASH))
            .head();
    long points = all.getLong(0);
    long kept = all.getLong(1);
    long contradictory = all.getLong(3);
    if (contradictory > 0 && replicates == Replicates.REJECT) {
      throw contradictions(contradictory);
    }
    return new Checked(
        kept + " rows " + all.getDecimal(5),
        new DataSummary(
            read,
            read - kept,
            points,
            all.getLong(2),
            contradictory,
            replicates.word(),
            kept == points
                ? Map.of()
                : Map.of(
                    check.property().name(), DataSummary.noise(all.getDouble(4), kept - points))));
  }

  /** Forgets what is kept of the rows. */
  void close() {
    rows.unpersist();
  }

  /** The points, numbered by where they stand: Spark's own order depends on the number of cores. */
  JavaPairRDD<LabelledPoint, Long> numbered() {
    return (replicates.merges() ? merged() : single()).zipWithIndex();
  }

  private JavaRDD<LabelledPoint> single() {
    int parameters = dimension;
    return kept()
        .orderBy(NumberTable.FILE, NumberTable.BLOCK, NumberTable.POSITION)
        .toJavaRDD()
        .map(row -> new LabelledPoint(doubles(row, parameters), row.getDouble(parameters)));
  }

  private JavaRDD<LabelledPoint> merged() {
    int parameters = dimension;
    Replicates rule = replicates;
    return points(collect_list(label()), min(place()).alias(PLACE))
        .orderBy(PLACE)
        .toJavaRDD()
        .map(
            row -> {
              double[] labels =
                  row.<Double>getList(parameters).stream()
                      .mapToDouble(Double::doubleValue)
                      .toArray();
              return new LabelledPoint(
                  doubles(row, parameters), labels.length == 1 ? labels[0] : rule.merged(labels));
            });
  }

  /** The rows without those that are dropped. */
  private Dataset<Row> kept() {
    return missing == MissingValues.DROP ? rows.na().drop(columnNames()) : rows;
  }

  private Dataset<Row> points(Column first, Column... others) {
    Column[] parameters =
        IntStream.range(0, dimension)
            .mapToObj(j -> col(NumberTable.column(j)))
            .toArray(Column[]::new);
    return kept().groupBy(parameters).agg(first, others);
  }

  private InputException contradictions(long count) {
    List<Row> first =
        points(
                min(label()).alias(LEAST),
                max(label()).alias(GREATEST),
                min_by(place(), label()),
                max_by(place(), label()),
                min(place()).alias(PLACE))
            .where(col(LEAST).notEqual(col(GREATEST)))
            .orderBy(PLACE)
            .takeAsList(NAMED);
    return new InputException(
        "%s gives %s: %s%s; %s",
        table.path(),
        RowCheck.pointsOfSeveralLabels(count),
        first.stream().map(this::contradiction).collect(Collectors.joining("; ")),
        count > first.size() ? "; …" : "",
        RowCheck.ONE_LABEL);
  }

  private String contradiction(Row row) {
    return IntStream.range(0, dimension)
            .mapToObj(j -> names.get(j) + " = " + row.getDouble(j))
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

  private String where(Row place) {
    return table.place(place.getString(0), place.getLong(1), place.getLong(2));
  }

  private static Column place() {
    return struct(col(NumberTable.FILE), col(NumberTable.BLOCK), col(NumberTable.POSITION));
  }

  private Column label() {
    return col(NumberTable.column(dimension));
  }

  private String[] columnNames() {
    return IntStream.range(0, names.size()).mapToObj(NumberTable::column).toArray(String[]::new);
  }

  private Column[] columns() {
    return IntStream.range(0, names.size())
        .mapToObj(j -> col(NumberTable.column(j)))
        .toArray(Column[]::new);
  }

  private static double[] doubles(Row row, int count) {
    return IntStream.range(0, count).mapToDouble(row::getDouble).toArray();
  }
}
