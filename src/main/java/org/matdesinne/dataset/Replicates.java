package org.matdesinne.dataset;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of design points that have several rows: repeated measurements. */
public enum Replicates {
  /** Different labels are an error; rows that repeat a point and its label are kept. */
  REJECT,
  /** Each point keeps one row, with the mean of its labels. */
  MEAN,
  /** Each point keeps one row, with the median of its labels. */
  MEDIAN,
  /** All rows are kept. */
  KEEP;

  /** Whether each point is left with one row. */
  public boolean merges() {
    return this == MEAN || this == MEDIAN;
  }

  /**
   * The label of a point; the order of its rows does not matter, to the last bit.
   *
   * @param labels of all its rows, at least one
   * @throws IllegalStateException when each row keeps its own
   */
  public double merged(double[] labels) {
    double[] sorted = labels.clone();
    Arrays.sort(sorted);
    if (sorted[0] == sorted[sorted.length - 1] && merges()) {
      // A sum of equal numbers may be rounded.
      return sorted[0];
    }
    int middle = sorted.length / 2;
    return switch (this) {
      case MEAN -> Arrays.stream(sorted).average().orElseThrow();
      case MEDIAN ->
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      case REJECT, KEEP -> throw new IllegalStateException(this + " keeps the label of each row");
    };
  }

  /** As configurations and manifests spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
