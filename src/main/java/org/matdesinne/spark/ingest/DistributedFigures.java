package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.dataset.MissingValues;
import org.matdesinne.dataset.Replicates;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.description.Comoments;
import org.matdesinne.description.Composition;
import org.matdesinne.description.RowFigures;
import org.matdesinne.description.TableDescription;
import org.matdesinne.description.TableProfile;
import org.matdesinne.settings.DescribedConfiguration;

/**
 * Figures of a table that tasks read together.
 *
 * @param table its rows
 */
record DistributedFigures(NumberTable table) implements RowFigures {
  private static final String COUNT = "_count";
  private static final String SUM = "_sum";
  private static final double[] QUARTILES = {0.25, 0.5, 0.75};
  private static final double QUARTILE_ERROR = 1e-4;

  @Override
  public String path() {
    return table.path();
  }

  @Override
  public List<String> names() {
    return table.names();
  }

  @Override
  public void require(List<String> columns) {
    table.require(columns);
  }

  @Override
  public TableProfile profile(List<String> columns) {
    int width = columns.size();
    return table
        .rows(columns)
        .toJavaRDD()
        .aggregate(
            new TableProfile(width),
            (profile, row) -> profile.add(values(row, width)),
            TableProfile::merge);
  }

  private static Double[] values(Row row, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(j -> row.isNullAt(j) ? null : (Double) row.getDouble(j))
        .toArray(Double[]::new);
  }

  @Override
  public Optional<String> fault(List<String> columns) {
    int width = columns.size();
    return inOrder(table.rows(columns).where(col(NumberTable.FAULT).isNotNull()))
        .takeAsList(1)
        .stream()
        .map(
            row ->
                table.place(row.getString(width), row.getLong(width + 1), row.getLong(width + 2))
                    + row.getString(width + 3))
        .findFirst();
  }

  private static Dataset<Row> inOrder(Dataset<Row> rows) {
    return rows.orderBy(NumberTable.FILE, NumberTable.BLOCK, NumberTable.POSITION);
  }

  @Override
  public Comoments comoments(List<String> columns) {
    int width = columns.size();
    return complete(columns)
        .toJavaRDD()
        .aggregate(
            new Comoments(width),
            (moments, row) -> moments.add(doubles(row, width)),
            Comoments::merge);
  }

  @Override
  public Composition sum(List<String> columns) {
    Column sum =
        IntStream.range(0, columns.size())
            .mapToObj(j -> col(NumberTable.column(j)))
            .reduce(Column::plus)
            .orElseThrow();
    Row found = complete(columns).select(sum.alias(SUM)).agg(min(SUM), max(SUM)).head();
    return new Composition(columns, found.getDouble(0), found.getDouble(1));
  }

  @Override
  public DataSummary summary(
      List<TableDescription.Column> parameters, List<TableDescription.Column> properties) {
    RowCheck check =
        new RowCheck(
            DescribedConfiguration.space(parameters),
            DescribedConfiguration.properties(properties),
            RowCheck.Bounds.CONFIGURED);
    LabelledTable points =
        new LabelledTable(table, check, check.columns(), MissingValues.DROP, Replicates.KEEP);
    DataSummary summary = points.check().summary();
    points.close();
    return summary;
  }

  @Override
  public List<Frequency> mostFrequent(String column) {
    Column value = col(NumberTable.column(0));
    return complete(List.of(column))
        .groupBy(value)
        .agg(count(lit(1)).alias(COUNT))
        .orderBy(col(COUNT).desc(), value)
        .takeAsList(2)
        .stream()
        .map(row -> new Frequency(row.getDouble(0), row.getLong(1)))
        .toList();
  }

  @Override
  public List<double[]> quartiles(List<String> columns, double[] above) {
    Dataset<Row> rows = complete(columns);
    for (int j = 0; j < above.length; j++) {
      if (above[j] > Double.NEGATIVE_INFINITY) {
        rows = rows.where(col(NumberTable.column(j)).gt(above[j]));
      }
    }
    String first = NumberTable.column(0);
    List<double[]> found = new ArrayList<>();
    for (double quartile : rows.stat().approxQuantile(first, QUARTILES, QUARTILE_ERROR)) {
      found.add(
          columns.size() == 1
              ? new double[] {quartile}
              : doubles(
                  inOrder(rows.where(col(first).equalTo(quartile))).takeAsList(1).get(0),
                  columns.size()));
    }
    return found;
  }

  /** The rows that have a number in each of some columns. */
  private Dataset<Row> complete(List<String> columns) {
    return table
        .rows(columns)
        .na()
        .drop(
            IntStream.range(0, columns.size())
                .mapToObj(NumberTable::column)
                .toArray(String[]::new));
  }

  private static double[] doubles(Row row, int count) {
    return IntStream.range(0, count).mapToDouble(row::getDouble).toArray();
  }
}
