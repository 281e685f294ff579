package org.matdesinne.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;

/**
 * Data in its published form: two CSV files without headers, line by line one design point and its
 * label.
 *
 * @param check what every row must keep
 */
public record CsvPair(RowCheck check) {
  /** How many design points with several labels a message names. */
  private static final int NAMED = 3;

  /**
   * Reads both files to their end.
   *
   * @throws InputException naming file, line, column and value of the first row that is wrong, and
   *     the equal points that have different labels
   */
  public List<LabelledPoint> read(CsvFile x, CsvFile y) {
    return read(x, y, count -> {});
  }

  /**
   * Reads both files to their end.
   *
   * @param progress is told how many rows have been read
   * @throws InputException see {@link #read(CsvFile, CsvFile)}
   */
  public List<LabelledPoint> read(CsvFile x, CsvFile y, LongConsumer progress) {
    List<LabelledPoint> rows = new ArrayList<>();
    Map<List<Double>, Integer> seen = new HashMap<>();
    // Rows of each design point that stands more than once, by its first.
    Map<Integer, List<Integer>> repeats = new TreeMap<>();
    while (true) {
      Optional<CsvLine> pointLine = x.line();
      Optional<CsvLine> labelLine = y.line();
      if (pointLine.isEmpty() && labelLine.isEmpty()) {
        break;
      }
      if (pointLine.isEmpty() || labelLine.isEmpty()) {
        throw pointLine.isEmpty() ? endsEarly(x, y, rows.size()) : endsEarly(y, x, rows.size());
      }
      LabelledPoint row = new LabelledPoint(point(pointLine.get()), label(labelLine.get()));
      List<Double> key = Arrays.stream(row.point()).map(v -> v + 0.0).boxed().toList();
      Integer earlier = seen.putIfAbsent(key, rows.size());
      if (earlier != null) {
        repeats.computeIfAbsent(earlier, first -> new ArrayList<>(List.of(first))).add(rows.size());
      }
      rows.add(row);
      progress.accept(rows.size());
    }
    if (rows.isEmpty()) {
      throw new InputException("%s and %s hold no rows", x.name(), y.name());
    }
    rejectContradictions(rows, repeats, x, y);
    return rows;
  }

  private static InputException endsEarly(CsvFile shorter, CsvFile longer, int rows) {
    return rows == 0
        ? new InputException(
            "%s is empty, but %s is not; the two files must have the same length",
            shorter.name(), longer.name())
        : new InputException(
            "%s ends after line %d, but %s goes on; the two files must have the same length",
            shorter.name(), rows, longer.name());
  }

  /**
   * Reads design points alone.
   *
   * @throws InputException naming file, line, column and value of the first row that is wrong
   */
  public List<double[]> points(CsvFile x) {
    List<double[]> points = new ArrayList<>();
    for (Optional<CsvLine> line = x.line(); line.isPresent(); line = x.line()) {
      points.add(point(line.get()));
    }
    if (points.isEmpty()) {
      throw new InputException("%s holds no rows", x.name());
    }
    return points;
  }

  private double[] point(CsvLine line) {
    List<String> columns = check.space().names();
    double[] point = line.numbers(columns);
    check.point(point, j -> line.where(j, columns));
    return point;
  }

  private double label(CsvLine line) {
    List<String> columns = List.of(check.property().name());
    double label = line.numbers(columns)[0];
    check.label(label, line.where(0, columns));
    return label;
  }

  private static void rejectContradictions(
      List<LabelledPoint> rows, Map<Integer, List<Integer>> repeats, CsvFile x, CsvFile y) {
    List<List<Integer>> wrong =
        repeats.values().stream().filter(lines -> labels(rows, lines).size() > 1).toList();
    if (!wrong.isEmpty()) {
      throw new InputException(
          "%s and %s give %s: %s%s; %s",
          x.name(),
          y.name(),
          RowCheck.pointsOfSeveralLabels(wrong.size()),
          wrong.stream()
              .limit(NAMED)
              .map(lines -> contradiction(rows, lines))
              .collect(Collectors.joining(", ")),
          wrong.size() > NAMED ? ", …" : "",
          RowCheck.ONE_LABEL);
    }
  }

  private static List<Double> labels(List<LabelledPoint> rows, List<Integer> lines) {
    return lines.stream().map(line -> rows.get(line).label() + 0.0).distinct().toList();
  }

  private static String contradiction(List<LabelledPoint> rows, List<Integer> lines) {
    return "lines "
        + listed(lines.stream().map(line -> line + 1).toList())
        + " (labels "
        + listed(labels(rows, lines))
        + ")";
  }

  /** A few words of a list: a point may have been measured a thousand times. */
  private static String listed(List<?> all) {
    String first =
        all.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
    return all.size() > NAMED ? first + ", …" : first;
  }
}
