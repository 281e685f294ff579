package org.matdesinne.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How labels are distributed: for each bin the mean of its labels and their share. Empty bins are
 * left out; labels at the least value, which may be an atom, have a bin of their own.
 */
final class LabelHistogram {
  private final double[] label;
  private final double[] weight;

  private LabelHistogram(double[] label, double[] weight) {
    this.label = label;
    this.weight = weight;
  }

  static LabelHistogram of(double[] labels, int bins) {
    double least = Arrays.stream(labels).min().orElseThrow();
    double greatest = Arrays.stream(labels).max().orElseThrow();
    double[] sum = new double[bins + 1];
    double[] count = new double[bins + 1];
    for (double each : labels) {
      int bin = each == least ? 0 : 1 + bin(each, least, greatest, bins);
      sum[bin] += each;
      count[bin]++;
    }
    int[] filled = IntStream.rangeClosed(0, bins).filter(k -> count[k] > 0).toArray();
    return new LabelHistogram(
        Arrays.stream(filled).mapToDouble(k -> sum[k] / count[k]).toArray(),
        Arrays.stream(filled).mapToDouble(k -> count[k] / labels.length).toArray());
  }

  private static int bin(double label, double least, double greatest, int bins) {
    return Math.min(bins - 1, (int) ((label - least) / (greatest - least) * bins));
  }

  int bins() {
    return label.length;
  }

  double label(int bin) {
    return label[bin];
  }

  double weight(int bin) {
    return weight[bin];
  }
}
