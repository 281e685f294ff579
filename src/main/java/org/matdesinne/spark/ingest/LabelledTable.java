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
import java.util.HashMap;
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
  private static final String ROWS = "_rows";
  private static final String HASH = "_hash";
  private static final String PLACE = "_place";

  /** How many design points with several labels a message names. */
  private static final int NAMED = 3;

  private final NumberTable table;
  private final RowCheck check;
  private final MissingValues missing;
  private final Replicates replicates;

  /** (parameters, then properties) */
  private final List<String> columns;

  private final int dimension;
  private final int properties;
  private final Dataset<Row> rows;

  /**
   * The rows of a table; looks at none.
   *
   * @param columns of the table that hold those of {@code check}, in their order
   * @param missing what becomes of rows without a value
   * @param replicates what becomes of points with several rows
   * @throws InputException when a column is missing
   */
  LabelledTable(
      NumberTable table,
      RowCheck check,
      List<String> columns,
      MissingValues missing,
      Replicates replicates) {
    this.table = table;
    this.check = check;
    this.columns = List.copyOf(columns);
    this.missing = missing;
    this.replicates = replicates;
    dimension = check.space().dimension();
    properties = check.properties().count();
    table.require(columns);
    // Text takes longer to read than to sort: it is read once, and kept on disk as numbers.
    rows = table.rows(columns).persist(StorageLevel.DISK_ONLY());
  }

  /** The columns that are not read. */
  List<String> others() {
    return table.names().stream().filter(name -> !columns.contains(name)).toList();
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
    RowProblems rule = new RowProblems(columns, check, missing);
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
    List<Column> ofPoint = new ArrayList<>(List.of(count(lit(1)).alias(ROWS)));
    ofPoint.add(sum(xxhash64(all()).cast(DataTypes.createDecimalType(20, 0))).alias(HASH));
    Column differs = lit(false);
    List<Column> figures = new ArrayList<>();
    for (int k = 0; k < properties; k++) {
      ofPoint.add(min(label(k)).alias(least(k)));
      ofPoint.add(max(label(k)).alias(greatest(k)));
      ofPoint.add(var_pop(label(k)).multiply(count(lit(1))).alias(squares(k)));
      differs = differs.or(differs(k));
      figures.add(sum(col(squares(k))));
    }
    figures.add(sum(ROWS));
    figures.add(sum(when(col(ROWS).gt(1), 1L).otherwise(0L)));
    figures.add(sum(when(differs, 1L).otherwise(0L)));
    figures.add(sum(HASH));
    Row all = points(ofPoint).agg(count(lit(1)), figures.toArray(Column[]::new)).head();
    long points = all.getLong(0);
    long kept = all.getLong(properties + 1);
    long contradictory = all.getLong(properties + 3);
    if (contradictory > 0 && replicates == Replicates.REJECT) {
      throw contradictions(contradictory);
    }
    Map<String, Double> noise = new HashMap<>();
    for (int k = 0; kept > points && k < properties; k++) {
      noise.put(
          check.properties().get(k).name(), DataSummary.noise(all.getDouble(k + 1), kept - points));
    }
    return new Checked(
        kept + " rows " + all.getDecimal(properties + 4),
        new DataSummary(
            read,
            read - kept,
            points,
            all.getLong(properties + 2),
            contradictory,
            replicates.word(),
            noise));
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
    int labels = properties;
    return kept()
        .orderBy(NumberTable.FILE, NumberTable.BLOCK, NumberTable.POSITION)
        .toJavaRDD()
        .map(
            row ->
                new LabelledPoint(doubles(row, 0, parameters), doubles(row, parameters, labels)));
  }

  private JavaRDD<LabelledPoint> merged() {
    int parameters = dimension;
    int labels = properties;
    Replicates rule = replicates;
    List<Column> ofPoint = new ArrayList<>();
    for (int k = 0; k < properties; k++) {
      ofPoint.add(collect_list(label(k)));
    }
    ofPoint.add(min(place()).alias(PLACE));
    return points(ofPoint)
        .orderBy(PLACE)
        .toJavaRDD()
        .map(
            row ->
                new LabelledPoint(
                    doubles(row, 0, parameters),
                    IntStream.range(parameters, parameters + labels)
                        .mapToDouble(column -> merged(row.getList(column), rule))
                        .toArray()));
  }

  private static double merged(List<Double> labels, Replicates rule) {
    return labels.size() == 1
        ? labels.get(0)
        : rule.merged(labels.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The rows without those that are dropped. */
  private Dataset<Row> kept() {
    return missing == MissingValues.DROP ? rows.na().drop(columnNames()) : rows;
  }

  private Dataset<Row> points(List<Column> figures) {
    Column[] parameters =
        IntStream.range(0, dimension)
            .mapToObj(j -> col(NumberTable.column(j)))
            .toArray(Column[]::new);
    return kept()
        .groupBy(parameters)
        .agg(figures.get(0), figures.subList(1, figures.size()).toArray(Column[]::new));
  }

  private InputException contradictions(long count) {
    List<Column> ofPoint = new ArrayList<>();
    Column differs = lit(false);
    for (int k = 0; k < properties; k++) {
      ofPoint.add(min(label(k)).alias(least(k)));
      ofPoint.add(max(label(k)).alias(greatest(k)));
      ofPoint.add(min_by(place(), label(k)));
      ofPoint.add(max_by(place(), label(k)));
      differs = differs.or(differs(k));
    }
    ofPoint.add(min(place()).alias(PLACE));
    List<Row> first = points(ofPoint).where(differs).orderBy(PLACE).takeAsList(NAMED);
    return new InputException(
        "%s gives %s: %s%s; %s",
        table.path(),
        RowCheck.pointsOfSeveralLabels(count),
        first.stream().map(this::contradiction).collect(Collectors.joining("; ")),
        count > first.size() ? "; …" : "",
        RowCheck.ONE_LABEL);
  }

  /** The labels of a point that differ, of the first property of which they do. */
  private String contradiction(Row row) {
    int property =
        IntStream.range(0, properties)
            .filter(k -> row.getDouble(figure(k)) != row.getDouble(figure(k) + 1))
            .findFirst()
            .orElseThrow();
    int label = figure(property);
    return IntStream.range(0, dimension)
            .mapToObj(j -> columns.get(j) + " = " + row.getDouble(j))
            .collect(Collectors.joining(", "))
        + " ("
        + (properties == 1 ? "label" : columns.get(dimension + property))
        + " "
        + row.getDouble(label)
        + " in "
        + where(row.getStruct(label + 2))
        + ", "
        + row.getDouble(label + 1)
        + " in "
        + where(row.getStruct(label + 3))
        + ")";
  }

  /** Where the four figures of a property stand in a row of {@link #contradictions}. */
  private int figure(int property) {
    return dimension + 4 * property;
  }

  private static Column differs(int property) {
    return col(least(property)).notEqual(col(greatest(property)));
  }

  private static String least(int property) {
    return "_least" + property;
  }

  private static String greatest(int property) {
    return "_greatest" + property;
  }

  private static String squares(int property) {
    return "_squares" + property;
  }

  private String where(Row place) {
    return table.place(place.getString(0), place.getLong(1), place.getLong(2));
  }

  private static Column place() {
    return struct(col(NumberTable.FILE), col(NumberTable.BLOCK), col(NumberTable.POSITION));
  }

  private Column label(int property) {
    return col(NumberTable.column(dimension + property));
  }

  private String[] columnNames() {
    return IntStream.range(0, columns.size()).mapToObj(NumberTable::column).toArray(String[]::new);
  }

  private Column[] all() {
    return IntStream.range(0, columns.size())
        .mapToObj(j -> col(NumberTable.column(j)))
        .toArray(Column[]::new);
  }

  private static double[] doubles(Row row, int from, int count) {
    return IntStream.range(from, from + count).mapToDouble(row::getDouble).toArray();
  }
}
