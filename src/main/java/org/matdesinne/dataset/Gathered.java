package org.matdesinne.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.matdesinne.design.Properties;

/**
 * Labelled points that were read, and what became of them.
 *
 * @param rows that are left, in order
 * @param summary of what was read
 */
public record Gathered(List<LabelledPoint> rows, DataSummary summary) {

  /**
   * Rows with their replicates treated.
   *
   * @param rows without missing values
   * @param replicates what to do; contradictions have been looked for where they are an error
   * @param properties of the labels
   * @param rowsRead with those that were dropped
   */
  public static Gathered of(
      List<LabelledPoint> rows, Replicates replicates, Properties properties, long rowsRead) {
    Map<List<Double>, List<LabelledPoint>> points = new LinkedHashMap<>();
    for (LabelledPoint row : rows) {
      points.computeIfAbsent(key(row), point -> new ArrayList<>(1)).add(row);
    }
    long several = 0;
    long contradictory = 0;
    double[] squares = new double[properties.count()];
    long freedom = 0;
    for (List<LabelledPoint> same : points.values()) {
      if (same.size() > 1) {
        several++;
        contradictory += labels(same).size() > 1 ? 1 : 0;
        Arrays.setAll(squares, k -> squares[k] + squares(labels(same, k)));
        freedom += same.size() - 1;
      }
    }
    List<LabelledPoint> left =
        replicates.merges()
            ? points.values().stream().map(same -> merged(same, replicates)).toList()
            : rows;
    return new Gathered(
        left,
        new DataSummary(
            rowsRead,
            rowsRead - rows.size(),
            points.size(),
            several,
            contradictory,
            replicates.word(),
            freedom == 0 ? Map.of() : noise(properties, squares, freedom)));
  }

  /** One by one (Welford), so that equal labels have no scatter at all. */
  private static double squares(double[] labels) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < labels.length; i++) {
      double before = labels[i] - mean;
      mean += before / (i + 1);
      squares += before * (labels[i] - mean);
    }
    return squares;
  }

  private static Map<String, Double> noise(Properties properties, double[] squares, long freedom) {
    Map<String, Double> noise = new LinkedHashMap<>();
    for (int k = 0; k < squares.length; k++) {
      noise.put(properties.get(k).name(), DataSummary.noise(squares[k], freedom));
    }
    return noise;
  }

  private static LabelledPoint merged(List<LabelledPoint> same, Replicates replicates) {
    if (same.size() == 1) {
      return same.get(0);
    }
    double[] labels = new double[same.get(0).labels().length];
    Arrays.setAll(labels, k -> replicates.merged(labels(same, k)));
    return new LabelledPoint(same.get(0).point(), labels);
  }

  /** What equal points have in common: a zero has no sign. */
  static List<Double> key(LabelledPoint row) {
    return Arrays.stream(row.point()).map(value -> value + 0.0).boxed().toList();
  }

  /** The different labels of rows: a zero has no sign. */
  static List<List<Double>> labels(List<LabelledPoint> rows) {
    return rows.stream()
        .map(row -> Arrays.stream(row.labels()).map(y -> y + 0.0).boxed().toList())
        .distinct()
        .toList();
  }

  private static double[] labels(List<LabelledPoint> rows, int property) {
    return rows.stream().mapToDouble(row -> row.labels()[property]).toArray();
  }
}
