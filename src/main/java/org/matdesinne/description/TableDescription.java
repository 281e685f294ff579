package org.matdesinne.description;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.matdesinne.dataset.DataSummary;

/**
 * What a table holds, and so how it may be designed by.
 *
 * @param name of the table
 * @param parameters columns that vary, each in its own way
 * @param properties the columns that are designed for, at least one
 * @param constants columns that have one value, with it
 * @param copies columns that follow from another one
 * @param compositions groups of parameters that add to a constant
 * @param texts columns that hold no numbers
 * @param renamed columns that cannot keep their names in this program's tables, with others
 * @param data rows, missing values and replicates
 * @param targets labels worth asking for, of each property
 */
public record TableDescription(
    String name,
    List<Column> parameters,
    List<Labels> properties,
    Map<String, Double> constants,
    List<Copy> copies,
    List<Composition> compositions,
    List<String> texts,
    Map<String, String> renamed,
    DataSummary data,
    List<List<Double>> targets) {

  /** How many rows are left where each point keeps one. */
  public long rows() {
    return data.pointsOfSeveralLabels() > 0 ? data.points() : data.rowsRead() - data.rowsDropped();
  }

  /** The columns of all parameters: those that vary, then the constants. */
  public List<String> parameterNames() {
    return Stream.concat(parameters.stream().map(Column::name), constants.keySet().stream())
        .toList();
  }

  /** This description with other names for some columns. */
  public TableDescription renamed(Map<String, String> names) {
    return new TableDescription(
        name, parameters, properties, constants, copies, compositions, texts, names, data, targets);
  }

  /** What a column is called in this program's tables. */
  public String called(String column) {
    return renamed.getOrDefault(column, column);
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

  /**
   * The column of a property.
   *
   * @param column of labels
   * @param floor the least label where many rows have it: that of a property that cannot be less
   */
  public record Labels(Column column, Optional<Floor> floor) {

    /** Name of the column. */
    public String name() {
      return column.name();
    }

    /** What its values are. */
    public ColumnProfile profile() {
      return column.profile();
    }
  }

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
