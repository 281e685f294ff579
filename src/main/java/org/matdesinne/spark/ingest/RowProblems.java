package org.matdesinne.spark.ingest;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.MissingValues;
import org.matdesinne.dataset.RowCheck;

/**
 * What is wrong with rows of a {@link NumberTable} as labelled points.
 *
 * @param columns of the table: those of the parameters, then those of the properties
 * @param check what every row must keep
 * @param missing whether a row may lack a value
 */
record RowProblems(List<String> columns, RowCheck check, MissingValues missing)
    implements Serializable {

  /**
   * A row that is wrong.
   *
   * @param text to follow its place
   */
  record Problem(String file, long block, long position, String text) implements Serializable {
    private static final Comparator<Problem> IN_ORDER =
        Comparator.comparing(Problem::file)
            .thenComparing(Problem::block)
            .thenComparing(Problem::position);
  }

  /**
   * What was found so far.
   *
   * @param rows that were looked at
   * @param lacking a value, and left out
   * @param problem of the first row that is wrong; null where there is none
   */
  record Found(long rows, long lacking, Problem problem) implements Serializable {
    static final Found NOTHING = new Found(0, 0, null);
    static final Found RIGHT = new Found(1, 0, null);
    static final Found LACKING = new Found(1, 1, null);

    Found and(Found other) {
      Problem first = problem;
      if (first == null
          || (other.problem != null && Problem.IN_ORDER.compare(other.problem, first) < 0)) {
        first = other.problem;
      }
      return new Found(rows + other.rows, lacking + other.lacking, first);
    }
  }

  /** What is found in one row. */
  Found of(Row row) {
    int dimension = check.space().dimension();
    int width = columns.size();
    String fault = row.getString(width + 3);
    if (fault != null) {
      return wrong(row, fault);
    }
    for (int j = 0; j < width; j++) {
      if (row.isNullAt(j)) {
        return missing == MissingValues.DROP
            ? Found.LACKING
            : wrong(
                row, place(j) + ": there is no value; give it, delete the row" + RowCheck.OR_DROP);
      }
    }
    try {
      check.point(IntStream.range(0, dimension).mapToDouble(row::getDouble).toArray(), this::place);
      check.labels(
          IntStream.range(dimension, width).mapToDouble(row::getDouble).toArray(),
          k -> place(dimension + k));
      return Found.RIGHT;
    } catch (InputException e) {
      return wrong(row, e.getMessage());
    }
  }

  private String place(int column) {
    return ", column '" + columns.get(column) + "'";
  }

  private Found wrong(Row row, String text) {
    int places = columns.size();
    return new Found(
        1,
        0,
        new Problem(row.getString(places), row.getLong(places + 1), row.getLong(places + 2), text));
  }
}
