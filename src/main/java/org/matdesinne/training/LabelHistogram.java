package org.matdesinne.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.matdesinne.design.Ranges;

/**
 * How labels are distributed: for each bin the mean of its labels and their share. Empty bins are
 * left out; labels at the least value of a property, which may be an atom, have bins of their own.
 */
final class LabelHistogram {
  private final double[][] label; // (bins, properties)
  private final double[] weight; // (bins)

  private LabelHistogram(double[][] label, double[] weight) {
    this.label = label;
    this.weight = weight;
  }

  /**
   * The histogram of labels.
   *
   * @param labels (rows, properties)
   * @param bins of one property; several share about as many
   */
  static LabelHistogram of(double[][] labels, int bins) {
    int properties = labels[0].length;
    int each = (int) Math.max(2, Math.round(Math.pow(bins, 1.0 / properties)));
    Ranges ranges = Ranges.of(labels);
    Map<List<Integer>, List<double[]>> filled = new TreeMap<>(LabelHistogram::compare);
    for (double[] row : labels) {
      List<Integer> place =
          IntStream.range(0, properties)
              .mapToObj(k -> bin(row[k], ranges.minimum()[k], ranges.maximum()[k], each))
              .toList();
      filled.computeIfAbsent(place, empty -> new ArrayList<>()).add(row);
    }
    return new LabelHistogram(
        filled.values().stream().map(LabelHistogram::mean).toArray(double[][]::new),
        filled.values().stream().mapToDouble(in -> (double) in.size() / labels.length).toArray());
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    return Arrays.compare(one.toArray(Integer[]::new), other.toArray(Integer[]::new));
  }

  private static int bin(double label, double least, double greatest, int bins) {
    return label == least
        ? 0
        : 1 + Math.min(bins - 1, (int) ((label - least) / (greatest - least) * bins));
  }

  private static double[] mean(List<double[]> rows) {
    double[] sum = new double[rows.get(0).length];
    rows.forEach(row -> Arrays.setAll(sum, k -> sum[k] + row[k]));
    return Arrays.stream(sum).map(of -> of / rows.size()).toArray();
  }

  int bins() {
    return label.length;
  }

  /** (properties) */
  double[] label(int bin) {
    return label[bin];
  }

  double weight(int bin) {
    return weight[bin];
  }
}
