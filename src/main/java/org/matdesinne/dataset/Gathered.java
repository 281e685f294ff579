package org.matdesinne.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * @param property of the labels
   * @param rowsRead with those that were dropped
   */
  static Gathered of(
      List<LabelledPoint> rows, Replicates replicates, String property, long rowsRead) {
    Map<List<Double>, List<LabelledPoint>> points = new LinkedHashMap<>();
    for (LabelledPoint row : rows) {
      points.computeIfAbsent(key(row), point -> new ArrayList<>(1)).add(row);
    }
    long several = 0;
    long contradictory = 0;
    double squares = 0;
    long freedom = 0;
    for (List<LabelledPoint> same : points.values()) {
      if (same.size() > 1) {
        double[] labels = labels(same);
        double mean = Arrays.stream(labels).average().orElseThrow();
        several++;
        contradictory += Arrays.stream(labels).map(y -> y + 0.0).distinct().count() > 1 ? 1 : 0;
        squares += Arrays.stream(labels).map(y -> (y - mean) * (y - mean)).sum();
        freedom += labels.length - 1;
      }
    }
    List<LabelledPoint> left =
        replicates.merges()
            ? points.values().stream()
                .map(
                    same ->
                        new LabelledPoint(
                            same.get(0).point(),
                            same.size() == 1
                                ? same.get(0).label()
                                : replicates.merged(labels(same))))
                .toList()
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
            freedom == 0 ? Map.of() : Map.of(property, DataSummary.noise(squares, freedom))));
  }

  /** What equal points have in common: a zero has no sign. */
  static List<Double> key(LabelledPoint row) {
    return Arrays.stream(row.point()).map(value -> value + 0.0).boxed().toList();
  }

  private static double[] labels(List<LabelledPoint> rows) {
    return rows.stream().mapToDouble(LabelledPoint::label).toArray();
  }
}
