package org.matdesinne.dataset;

import java.util.ArrayList;
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
 * labels.
 *
 * @param check what every row must keep
 * @param missing what becomes of rows without a number
 * @param replicates what becomes of design points with several rows
 */
public record CsvPair(RowCheck check, MissingValues missing, Replicates replicates) {
  /** How many design points with several labels a message names. */
  private static final int NAMED = 3;

  /** Files of which every line is a row, and every point has one label. */
  public CsvPair(RowCheck check) {
    this(check, MissingValues.REJECT, Replicates.REJECT);
  }

  /**
   * Reads both files to their end.
   *
   * @throws InputException naming file, line, column and value of the first row that is wrong, and
   *     the equal points that have different labels
   */
  public List<LabelledPoint> read(CsvFile x, CsvFile y) {
    return read(x, y, count -> {}).rows();
  }

  /**
   * Reads both files to their end.
   *
   * @param progress is told how many rows have been read
   * @throws InputException see {@link #read(CsvFile, CsvFile)}
   */
  public Gathered read(CsvFile x, CsvFile y, LongConsumer progress) {
    List<LabelledPoint> rows = new ArrayList<>();
    Map<List<Double>, Integer> seen = new HashMap<>();
    // The line of each row, which others may have been left out before.
    List<Long> places = new ArrayList<>();
    // Rows of each design point that stands more than once, by its first.
    Map<Integer, List<Integer>> repeats = new TreeMap<>();
    long read = 0;
    while (true) {
      Optional<CsvLine> pointLine = x.line();
      Optional<CsvLine> labelLine = y.line();
      if (pointLine.isEmpty() && labelLine.isEmpty()) {
        break;
      }
      if (pointLine.isEmpty() || labelLine.isEmpty()) {
        throw pointLine.isEmpty() ? endsEarly(x, y, read) : endsEarly(y, x, read);
      }
      read++;
      if (missing == MissingValues.DROP && lacks(pointLine.get(), labelLine.get())) {
        continue;
      }
      LabelledPoint row = row(pointLine.get(), labelLine.get());
      List<Double> key = Gathered.key(row);
      Integer earlier = seen.putIfAbsent(key, rows.size());
      if (earlier != null) {
        repeats.computeIfAbsent(earlier, first -> new ArrayList<>(List.of(first))).add(rows.size());
      }
      rows.add(row);
      places.add(read);
      progress.accept(rows.size());
    }
    if (rows.isEmpty()) {
      throw new InputException(
          "%s and %s hold no rows%s",
          x.name(), y.name(), read > 0 ? " in which no value is missing" : "");
    }
    if (replicates == Replicates.REJECT) {
      rejectContradictions(rows, places, repeats, x, y);
    }
    return Gathered.of(rows, replicates, check.properties(), read);
  }

  private LabelledPoint row(CsvLine pointLine, CsvLine labelLine) {
    try {
      return new LabelledPoint(point(pointLine), labels(labelLine));
    } catch (InputException e) {
      if (lacks(pointLine, labelLine)) {
        throw new InputException("%s%s", e.getMessage(), RowCheck.OR_DROP);
      }
      throw e;
    }
  }

  private boolean lacks(CsvLine pointLine, CsvLine labelLine) {
    return pointLine.lacks(check.space().names()) || labelLine.lacks(check.properties().names());
  }

  private static InputException endsEarly(CsvFile shorter, CsvFile longer, long rows) {
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

  private double[] labels(CsvLine line) {
    List<String> columns = check.properties().names();
    double[] labels = line.numbers(columns);
    check.labels(labels, k -> line.where(k, columns));
    return labels;
  }

  private static void rejectContradictions(
      List<LabelledPoint> rows,
      List<Long> places,
      Map<Integer, List<Integer>> repeats,
      CsvFile x,
      CsvFile y) {
    List<List<Integer>> wrong =
        repeats.values().stream().filter(same -> labels(rows, same).size() > 1).toList();
    if (!wrong.isEmpty()) {
      throw new InputException(
          "%s and %s give %s: %s%s; %s",
          x.name(),
          y.name(),
          RowCheck.pointsOfSeveralLabels(wrong.size()),
          wrong.stream()
              .limit(NAMED)
              .map(same -> contradiction(rows, places, same))
              .collect(Collectors.joining(", ")),
          wrong.size() > NAMED ? ", …" : "",
          RowCheck.ONE_LABEL);
    }
  }

  /** Numbers where there is one property, else lists of them. */
  private static List<?> labels(List<LabelledPoint> rows, List<Integer> same) {
    List<List<Double>> labels = Gathered.labels(same.stream().map(rows::get).toList());
    return labels.get(0).size() == 1 ? labels.stream().map(each -> each.get(0)).toList() : labels;
  }

  private static String contradiction(
      List<LabelledPoint> rows, List<Long> places, List<Integer> same) {
    return "lines "
        + listed(same.stream().map(places::get).toList())
        + " (labels "
        + listed(labels(rows, same))
        + ")";
  }

  /** A few words of a list: a point may have been measured a thousand times. */
  private static String listed(List<?> all) {
    String first =
        all.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
    return all.size() > NAMED ? first + ", …" : first;
  }
}
