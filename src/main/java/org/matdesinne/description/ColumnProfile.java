package org.matdesinne.description;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the values of one column are: rows are added one by one, and parts of a table merged. */
public final class ColumnProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More different values than these are no list that a person reads. */
  private static final int MOST_LEVELS = 12;

  /** Each level should have come up so often before it counts as one. */
  private static final int ROWS_PER_LEVEL = 5;

  private long numbers;
  private long missing;
  private long others;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private boolean whole = true;
  private final TreeSet<Double> levels = new TreeSet<>();

  /** Adds a value: null where it is missing, not a number where it is none. */
  void add(Double value) {
    if (value == null) {
      missing++;
    } else if (value.isNaN()) {
      others++;
    } else {
      numbers++;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
      whole &= value == Math.rint(value);
      add(value + 0.0, levels);
    }
  }

  private static void add(double value, Set<Double> levels) {
    // One more than can be listed says that there are more.
    if (levels.size() <= MOST_LEVELS) {
      levels.add(value);
    }
  }

  /** Adds all that {@code other} has seen. */
  void merge(ColumnProfile other) {
    numbers += other.numbers;
    missing += other.missing;
    others += other.others;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
    whole &= other.whole;
    other.levels.forEach(value -> add(value, levels));
  }

  /** How many rows have a number. */
  public long numbers() {
    return numbers;
  }

  /** How many rows have no value. */
  public long missing() {
    return missing;
  }

  /** How many rows have something else than a number. */
  public long others() {
    return others;
  }

  /** The least number. */
  public double minimum() {
    return minimum;
  }

  /** The greatest number. */
  public double maximum() {
    return maximum;
  }

  /** Whether it holds texts: fewer numbers than other values. */
  public boolean isText() {
    return others > numbers;
  }

  /** Whether it holds nothing at all. */
  public boolean isEmpty() {
    return numbers + others == 0;
  }

  /** Whether all its numbers are the same. */
  public boolean isConstant() {
    return minimum == maximum;
  }

  /** Whether all its numbers are whole. */
  public boolean isWhole() {
    return whole;
  }

  /** Its different values, in order, where it has but a few; else none. */
  public List<Double> levels() {
    return levels.size() <= MOST_LEVELS && numbers >= (long) ROWS_PER_LEVEL * levels.size()
        ? List.copyOf(levels)
        : List.of();
  }
}
