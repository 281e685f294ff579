package org.matdesinne.spark.ingest;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.spark.run.JobContext;

/** Design points of a table, all of them on the driver: for tables that people make by hand. */
public final class PointTable {
  private PointTable() {}

  /**
   * The points, in the order of the rows.
   *
   * @param path of a table with a column for each design parameter, CSV or Parquet
   * @param most rows that it may have
   * @return (rows, parameters) in the units of the design space
   * @throws InputException when there is no such table, a row is wrong, or there are more
   */
  public static double[][] read(JobContext context, String path, int most) {
    RowCheck check = context.settings().rowCheck();
    List<String> columns = context.settings().data().columnsOf(check.space().names());
    NumberTable table =
        NumberTable.open(
            context.spark(),
            path,
            new CsvForm(context.settings().data().delimiter(), Optional.empty()),
            columns);
    table.require(columns);
    List<Row> rows =
        table
            .rows(columns)
            .orderBy(NumberTable.FILE, NumberTable.BLOCK, NumberTable.POSITION)
            .takeAsList(most + 1);
    if (rows.isEmpty() || rows.size() > most) {
      throw new InputException(
          "%s holds %s rows; give at least one point and at most %,d",
          path, rows.isEmpty() ? "no" : "more", most);
    }
    return rows.stream().map(row -> point(row, table, columns, check)).toArray(double[][]::new);
  }

  private static double[] point(Row row, NumberTable table, List<String> names, RowCheck check) {
    int columns = names.size();
    String place =
        table.place(row.getString(columns), row.getLong(columns + 1), row.getLong(columns + 2));
    if (!row.isNullAt(columns + 3)) {
      throw new InputException("%s%s", place, row.getString(columns + 3));
    }
    double[] point =
        IntStream.range(0, columns)
            .mapToDouble(j -> row.isNullAt(j) ? Double.NaN : row.getDouble(j))
            .toArray();
    check.point(point, j -> place + ", column '" + names.get(j) + "'");
    return point;
  }
}
