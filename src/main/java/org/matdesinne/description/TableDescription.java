package org.matdesinne.description;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matdesinne.dataset.DataSummary;

/**
 * What a table holds, and so how it may be designed by.
 *
 * @param name of the table
 * @param parameters columns that vary, each in its own way
 * @param property the column that is designed for
 * @param constants columns that have one value, with it
 * @param copies columns that follow from another one
 * @param compositions groups of parameters that add to a constant
 * @param texts columns that hold no numbers
 * @param data rows, missing values and replicates
 * @param floor the least label where many rows have it: that of a property that cannot be less
 * @param targets labels worth asking for
 */
public record TableDescription(
    String name,
    List<Column> parameters,
    Column property,
    Map<String, Double> constants,
    List<Copy> copies,
    List<Composition> compositions,
    List<String> texts,
    DataSummary data,
    Optional<Floor> floor,
    List<Double> targets) {

  /** How many rows are left where each point keeps one. */
  public long rows() {
    return data.pointsOfSeveralLabels() > 0 ? data.points() : data.rowsRead() - data.rowsDropped();
  }

  /** The composition that a column is part of, if it is of one. */
  public Optional<Composition> compositionOf(String column) {
    return compositions.stream().filter(each -> each.columns().contains(column)).findFirst();
  }

  /**
   * A column of numbers.
   *
   * @param name in the table
   * @param profile what its values are
   */
  public record Column(String name, ColumnProfile profile) {}

  /** A column that is another one: {@code name = factor · of + offset}. */
  public record Copy(String name, String of, double factor, double offset) {

    /** As people write it. */
    @Override
    public String toString() {
      double scale = rounded(factor);
      double shift = rounded(offset);
      return name
          + " is "
          + (scale == 1 ? "" : Findings.number(scale) + " times ")
          + of
          + (shift == 0
              ? ""
              : (shift > 0 ? " plus " : " minus ") + Findings.number(Math.abs(shift)));
    }

    private static double rounded(double value) {
      double digits = new BigDecimal(value).round(new MathContext(6)).doubleValue();
      return Math.abs(digits) < 1e-9 ? 0 : digits;
    }
  }

  /**
   * A least label that many rows have.
   *
   * @param value of it
   * @param rows that have it
   */
  public record Floor(double value, long rows) {
    private static final double LEAST_SHARE = 0.02;

    /** How many times as often as any other label it should stand. */
    private static final int ABOVE_OTHERS = 5;

    /**
     * The floor of a property; none where its least label is a label like others.
     *
     * @param value the most frequent label
     * @param count how many rows have it
     * @param next how many have the label that is most frequent behind it
     * @param least label
     * @param rows in all
     */
    public static Optional<Floor> of(double value, long count, long next, double least, long rows) {
      return value == least && count >= LEAST_SHARE * rows && count >= ABOVE_OTHERS * next
          ? Optional.of(new Floor(value, count))
          : Optional.empty();
    }
  }
}
