package org.matdesinne.description;

import java.util.List;
import java.util.Optional;
import org.matdesinne.dataset.DataSummary;

/**
 * What a {@link TableDescriber} asks of all rows of a table, wherever they are read. A value that
 * is missing is in none of these figures.
 */
public interface RowFigures {

  /** The table, as the user named it. */
  String path();

  /** Its columns, in order. */
  List<String> names();

  /**
   * Checks that there are columns.
   *
   * @throws org.matdesinne.config.InputException when one is missing
   */
  void require(List<String> columns);

  /** What each of some columns is for itself. */
  TableProfile profile(List<String> columns);

  /**
   * Place and text of the first row, in the order of the table, that has a value in these columns
   * that is no number, or another number of columns; empty where there is none.
   */
  Optional<String> fault(List<String> columns);

  /** Means and covariances over the rows that have a number in each of some columns. */
  Comoments comoments(List<String> columns);

  /** The least and the greatest sum of some columns in a row that has them all. */
  Composition sum(List<String> columns);

  /**
   * How many rows, points and labels there are.
   *
   * @param parameters columns that say which rows are of one point
   * @param properties columns of its labels
   * @throws org.matdesinne.config.InputException when no row has all of them
   */
  DataSummary summary(
      List<TableDescription.Column> parameters, List<TableDescription.Column> properties);

  /** The two values that come up most often, the lesser first where they do so as often. */
  List<Frequency> mostFrequent(String column);

  /**
   * Rows at the quartiles of the first of some columns, the first such row of each: among the rows
   * that have all the columns.
   *
   * @param above (columns) values that these rows exceed; negative infinity where it does not
   *     matter
   * @return three rows of as many values; none where no row is among these
   */
  List<double[]> quartiles(List<String> columns, double[] above);

  /**
   * A value of a column.
   *
   * @param value of it
   * @param rows that have it
   */
  record Frequency(double value, long rows) {}
}
