package org.matdesinne.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
    private String line() {
      try {
        String line = reader.readLine();
        while (line != null && line.isBlank()) {
          String next = reader.readLine();
          if (next != null) {
            return line;
          }
          line = null;
        }
        return line;
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
      LabelledPoint row = row(pointLine, where(x, number), labelLine, where(y, number));
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

  private LabelledPoint row(
      String pointLine, String pointWhere, String labelLine, String labelWhere) {
    double[] point = point(pointLine, pointWhere);
    double label = numbers(labelLine, labelWhere, List.of(check.property().name()))[0];
    check.label(label, labelWhere);
    return new LabelledPoint(point, label);
  }

  private double[] point(String line, String where) {
    double[] point = numbers(line, where, check.space().names());
    check.point(point, where);
    return point;
  }

  private static void contradiction(
      List<LabelledPoint> rows,
      Map<List<Double>, Integer> seen,
      LabelledPoint row,
      Source x,
      Source y) {
    List<Double> key = java.util.Arrays.stream(row.point()).map(v -> v + 0.0).boxed().toList();
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
            e, "%s, column %d (%s): '%s' is not a number", where, j + 1, columns.get(j), fields[j]);
      }
    }
    return numbers;
  }

  private static String where(Source source, int line) {
    return source.name() + ", line " + line;
  }
}
