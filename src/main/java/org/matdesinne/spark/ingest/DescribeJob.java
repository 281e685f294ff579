package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.MissingValues;
import org.matdesinne.dataset.Replicates;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.description.ColumnProfile;
import org.matdesinne.description.Comoments;
import org.matdesinne.description.Composition;
import org.matdesinne.description.LinearRelations;
import org.matdesinne.description.TableDescription;
import org.matdesinne.description.TableProfile;
import org.matdesinne.settings.DescribedConfiguration;
import org.matdesinne.spark.run.Progress;
import org.matdesinne.spark.storage.Storage;

/** Finds out what a table holds, so that a configuration can be written for it. */
public final class DescribeJob {
  private static final String SUM = "_sum";

  /** The property, where no other column is read. */
  private static final String LABEL = NumberTable.column(0);

  private static final double[] QUARTILES = {0.25, 0.5, 0.75};
  private static final double QUARTILE_ERROR = 1e-4;

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
   * @param property the column that is designed for
   * @param ignored columns that are neither this nor parameters
   */
  public record Request(String table, CsvForm form, String property, List<String> ignored) {}

  /**
   * Reads all rows.
   *
   * @throws InputException when the table has no such columns, a value is no number, or nothing in
   *     it varies
   */
  public TableDescription run(Request request) {
    NumberTable table =
        NumberTable.open(spark, request.table(), request.form(), List.of(request.property()));
    table.require(List.of(request.property()));
    table.require(request.ignored());
    return progress.phase("read " + name(request.table()), () -> described(table, request));
  }

  /** Writes a configuration, replacing the file. */
  public void write(String file, String text) {
    Storage storage = new Storage(spark.sparkContext().hadoopConfiguration());
    storage.requireFile(file);
    storage.write(file, text);
  }

  private TableDescription described(NumberTable table, Request request) {
    String property = request.property();
    List<String> names =
        table.names().stream()
            .filter(name -> !request.ignored().contains(name) || name.equals(property))
            .toList();
    TableProfile profile = profile(table, names);
    requireNumbers(table, names, profile);
    List<TableDescription.Column> varying = new ArrayList<>();
    Map<String, Double> constants = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      ColumnProfile column = profile.column(j);
      String name = names.get(j);
      if (name.equals(property)) {
        requireVaries(table, property, column);
      } else if (column.isText() || column.isEmpty() || name.isEmpty()) {
        texts.add(name);
      } else if (column.isConstant()) {
        constants.put(name, column.minimum());
      } else {
        varying.add(new TableDescription.Column(name, column));
      }
    }
    if (varying.isEmpty()) {
      throw new InputException(
          "%s has no column of numbers that vary besides '%s'; name another --properties, or give"
              + " columns to design by",
          table.path(), property);
    }
    TableDescription.Column labels =
        new TableDescription.Column(property, profile.column(names.indexOf(property)));
    return related(table, labels, varying, constants, texts);
  }

  private static TableProfile profile(NumberTable table, List<String> names) {
    int columns = names.size();
    return table
        .rows(names)
        .toJavaRDD()
        .aggregate(
            new TableProfile(columns),
            (profile, row) -> profile.add(values(row, columns)),
            TableProfile::merge);
  }

  private static Double[] values(Row row, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(j -> row.isNullAt(j) ? null : (Double) row.getDouble(j))
        .toArray(Double[]::new);
  }

  /** A column that holds numbers but for a few values, and rows of another length, are errors. */
  private static void requireNumbers(NumberTable table, List<String> names, TableProfile profile) {
    if (profile.rows() == 0) {
      throw new InputException("%s holds no rows; give at least one", table.path());
    }
    List<String> numeric =
        IntStream.range(0, names.size())
            .filter(j -> !profile.column(j).isText())
            .mapToObj(names::get)
            .toList();
    List<Row> faults =
        table
            .rows(numeric)
            .where(col(NumberTable.FAULT).isNotNull())
            .orderBy(NumberTable.FILE, NumberTable.BLOCK, NumberTable.POSITION)
            .takeAsList(1);
    if (!faults.isEmpty()) {
      Row first = faults.get(0);
      int places = numeric.size();
      throw new InputException(
          "%s%s; or leave out a column by --ignore",
          table.place(
              first.getString(places), first.getLong(places + 1), first.getLong(places + 2)),
          first.getString(places + 3));
    }
  }

  private static void requireVaries(NumberTable table, String property, ColumnProfile labels) {
    if (labels.isText() || labels.isEmpty()) {
      throw new InputException(
          "%s, column '%s' holds no numbers; name another --properties", table.path(), property);
    }
    if (labels.isConstant()) {
      throw new InputException(
          "%s, column '%s' is %s in every row, so that nothing can be designed for; name another"
              + " --properties",
          table.path(), property, labels.minimum());
    }
  }

  private TableDescription related(
      NumberTable table,
      TableDescription.Column labels,
      List<TableDescription.Column> varying,
      Map<String, Double> constants,
      List<String> texts) {
    List<String> names = varying.stream().map(TableDescription.Column::name).toList();
    LinearRelations relations = LinearRelations.of(comoments(table, names));
    List<TableDescription.Copy> copies =
        relations.copies().stream()
            .map(
                copy ->
                    new TableDescription.Copy(
                        names.get(copy.column()),
                        names.get(copy.of()),
                        copy.factor(),
                        copy.offset()))
            .toList();
    List<Composition> compositions =
        relations.sums().stream()
            .map(sum -> composition(table, sum.stream().map(names::get).toList()))
            .filter(Composition::holds)
            .toList();
    List<TableDescription.Column> parameters =
        varying.stream()
            .filter(column -> copies.stream().noneMatch(copy -> copy.name().equals(column.name())))
            .toList();
    RowCheck check =
        new RowCheck(
            DescribedConfiguration.space(parameters),
            DescribedConfiguration.property(labels.name()),
            RowCheck.Bounds.CONFIGURED);
    LabelledTable points = new LabelledTable(table, check, MissingValues.DROP, Replicates.KEEP);
    LabelledTable.Checked checked = points.check();
    points.close();
    Dataset<Row> property = table.rows(List.of(labels.name())).na().drop(new String[] {LABEL});
    Optional<TableDescription.Floor> floor = floor(property, labels.profile());
    return new TableDescription(
        name(table.path()),
        parameters,
        labels,
        constants,
        copies,
        compositions,
        texts,
        checked.summary(),
        floor,
        targets(property, labels.profile(), floor));
  }

  private static Comoments comoments(NumberTable table, List<String> names) {
    int columns = names.size();
    return table
        .rows(names)
        .na()
        .drop(IntStream.range(0, columns).mapToObj(NumberTable::column).toArray(String[]::new))
        .toJavaRDD()
        .aggregate(
            new Comoments(columns),
            (moments, row) ->
                moments.add(IntStream.range(0, columns).mapToDouble(row::getDouble).toArray()),
            Comoments::merge);
  }

  private static Composition composition(NumberTable table, List<String> names) {
    Column sum =
        IntStream.range(0, names.size())
            .mapToObj(j -> col(NumberTable.column(j)))
            .reduce(Column::plus)
            .orElseThrow();
    Row found = table.rows(names).select(sum.alias(SUM)).agg(min(SUM), max(SUM)).head();
    return new Composition(names, found.getDouble(0), found.getDouble(1));
  }

  private static Optional<TableDescription.Floor> floor(
      Dataset<Row> labels, ColumnProfile profile) {
    List<Row> most =
        labels
            .groupBy(col(LABEL))
            .agg(count(lit(1)).alias(SUM))
            .orderBy(col(SUM).desc(), col(LABEL))
            .takeAsList(2);
    return TableDescription.Floor.of(
        most.get(0).getDouble(0),
        most.get(0).getLong(1),
        most.get(1).getLong(1),
        profile.minimum(),
        profile.numbers());
  }

  /** Quartiles of the labels above the floor, with two digits of their range. */
  private static List<Double> targets(
      Dataset<Row> labels, ColumnProfile profile, Optional<TableDescription.Floor> floor) {
    Dataset<Row> above =
        floor.map(least -> labels.where(col(LABEL).gt(least.value()))).orElse(labels);
    double[] quartiles = above.stat().approxQuantile(LABEL, QUARTILES, QUARTILE_ERROR);
    int digits = 2 - (int) Math.floor(Math.log10(profile.maximum() - profile.minimum()));
    return new ArrayList<>(
        new TreeSet<>(
            DoubleStream.of(quartiles)
                .map(value -> rounded(value, digits))
                .map(value -> Math.min(Math.max(value, profile.minimum()), profile.maximum()))
                .boxed()
                .toList()));
  }

  private static double rounded(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** The last part of a path, without what says the kind of the file. */
  private static String name(String path) {
    String[] parts = path.split("/");
    String last =
        Arrays.stream(parts).filter(part -> !part.isEmpty()).reduce((a, b) -> b).orElse(path);
    return last.replaceFirst("(?i)(\\.(csv|tsv|txt|parquet))?(\\.(gz|bz2|zst|lz4))?$", "");
  }
}
