package org.matdesinne.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.matdesinne.config.InputException;

/**
 * Data in its published form: two CSV files without headers, line by line one design point and its
 * label.
 *
 * @param check what every row must keep
 */
public record CsvPair(RowCheck check) {

  /** An open file and its name for messages. */
  public record Source(String name, BufferedReader reader) {
    /** The next line; null at the end, and for one blank line that ends the file. */
    private String line() {
      try {
        String line = reader.readLine();
        boolean end = line != null && line.isBlank() && reader.readLine() == null;
        return end ? null : line;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + name, e);
      }
    }
  }

  /**
   * Reads both files to their end.
   *
   * @throws InputException naming file, line, column and value of the first row that is wrong, and
   *     where two equal points have different labels
   */
  public List<LabelledPoint> read(Source x, Source y) {
    List<LabelledPoint> rows = new ArrayList<>();
    Map<List<Double>, Integer> seen = new HashMap<>();
    while (true) {
      String pointLine = x.line();
      String labelLine = y.line();
      int number = rows.size() + 1;
      if (pointLine == null && labelLine == null) {
        break;
      }
      if (pointLine == null || labelLine == null) {
        Source shorter = pointLine == null ? x : y;
        Source longer = pointLine == null ? y : x;
        throw new InputException(
            "%s ends after line %d, but %s goes on; the two files must have the same length",
            shorter.name(), number - 1, longer.name());
      }
      double[] point = point(pointLine, where(x, number));
      LabelledPoint row = new LabelledPoint(point, label(labelLine, where(y, number)));
      contradiction(rows, seen, row, x, y);
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new InputException("%s and %s hold no rows", x.name(), y.name());
    }
    return rows;
  }

  /** Reads design points alone. */
  public List<double[]> points(Source x) {
    List<double[]> points = new ArrayList<>();
    for (String line = x.line(); line != null; line = x.line()) {
      points.add(point(line, where(x, points.size() + 1)));
    }
    if (points.isEmpty()) {
      throw new InputException("%s holds no rows", x.name());
    }
    return points;
  }

  private double[] point(String line, String where) {
    List<String> columns = check.space().names();
    double[] point = numbers(line, where, columns);
    check.point(point, j -> place(where, j, columns));
    return point;
  }

  private double label(String line, String where) {
    List<String> columns = List.of(check.property().name());
    double label = numbers(line, where, columns)[0];
    check.label(label, place(where, 0, columns));
    return label;
  }

  private static void contradiction(
      List<LabelledPoint> rows,
      Map<List<Double>, Integer> seen,
      LabelledPoint row,
      Source x,
      Source y) {
    List<Double> key = Arrays.stream(row.point()).map(v -> v + 0.0).boxed().toList();
    Integer earlier = seen.putIfAbsent(key, rows.size());
    if (earlier != null && rows.get(earlier).label() != row.label()) {
      throw new InputException(
          "%s, lines %d and %d hold the same design point, but %s gives it the labels %s and %s;"
              + " keep one of them",
          x.name(), earlier + 1, rows.size() + 1, y.name(), rows.get(earlier).label(), row.label());
    }
  }

  private static double[] numbers(String line, String where, List<String> columns) {
    String[] fields = line.split(",", -1);
    if (fields.length != columns.size()) {
      throw new InputException(
          "%s has %d columns; expected %d: %s",
          where, fields.length, columns.size(), String.join(", ", columns));
    }
    double[] numbers = new double[fields.length];
    for (int j = 0; j < fields.length; j++) {
      try {
        numbers[j] = Double.parseDouble(fields[j].trim());
      } catch (NumberFormatException e) {
        throw new InputException(
            e,
            "%s: '%s' is not a number; mend the row",
            place(where, j, columns),
            fields[j].trim());
      }
    }
    return numbers;
  }

  private static String place(String where, int column, List<String> columns) {
    return where + ", column " + (column + 1) + " (" + columns.get(column) + ")";
  }

  private static String where(Source source, int line) {
    return source.name() + ", line " + line;
  }
}
