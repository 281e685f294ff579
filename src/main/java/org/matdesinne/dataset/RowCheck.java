package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.LinearConstraint;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

/**
 * What every row must keep: finite numbers, design parameters inside their physical bounds, no
 * property below its minimum; and of each design point one label a property.
 *
 * @param space the parameters and their bounds
 * @param properties the labels
 * @param bounds who sets them
 */
public record RowCheck(DesignSpace space, Properties properties, Bounds bounds)
    implements Serializable {
  /** What to do about design points with several labels. */
  public static final String ONE_LABEL =
      "a design point has one label: keep one row of each, or say what they are by --set"
          + " data.replicates=mean (or median, or keep)";

  /** What else to do about a missing value, to follow the rest. */
  public static final String OR_DROP =
      ", or have all rows without a value left out by --set data.missing=drop";

  /** Where the bounds come from, and so who can move them. */
  public enum Bounds {
    /** The configuration. */
    CONFIGURED("the design space", "widen design-space.parameters", "lower property.minimum"),
    /** A trained model. */
    LEARNT(
        "the model's design space",
        "take a model that was trained on a wider one",
        "take a model that was trained on lower labels");

    private final String name;
    private final String widen;
    private final String lower;

    Bounds(String name, String widen, String lower) {
      this.name = name;
      this.widen = widen;
      this.lower = lower;
    }
  }

  /**
   * Checks the parameters of a row.
   *
   * @param place of the value at an index, for the message
   * @throws InputException naming the first value that is wrong
   */
  public void point(double[] point, IntFunction<String> place) {
    for (int j = 0; j < space.dimension(); j++) {
      DesignParameter parameter = space.parameters().get(j);
      if (!Double.isFinite(point[j])) {
        throw notFinite(point[j], place.apply(j));
      }
      if (point[j] < parameter.minimum() || point[j] > parameter.maximum()) {
        throw new InputException(
            "%s: %s %s lies outside %s, %s to %s; fix or delete the row, or %s",
            place.apply(j),
            point[j],
            parameter.unit(),
            bounds.name,
            parameter.minimum(),
            parameter.maximum(),
            bounds.widen);
      }
      if (parameter.level(point[j]) != point[j]) {
        throw new InputException(
            "%s: %s %s is none of the values of '%s', %s; fix or delete the row, or add the value to"
                + " the configuration",
            place.apply(j), point[j], parameter.unit(), parameter.name(), parameter.values());
      }
    }
    sums(point, place);
  }

  private void sums(double[] point, IntFunction<String> place) {
    for (LinearConstraint constraint : space.constraints()) {
      double missed = constraint.missed(space, point);
      if (missed > constraint.rowsWithin()) {
        throw new InputException(
            "%s: the row misses the constraint %s by %s; fix or delete the row, or allow more with"
                + " rows-within of the constraint, which is %s",
            place.apply(0), constraint, missed, constraint.rowsWithin());
      }
    }
  }

  /** The columns of a row: its parameters, then its properties. */
  public List<String> columns() {
    return Stream.concat(space.names().stream(), properties.names().stream()).toList();
  }

  /**
   * Checks the labels of a row.
   *
   * @param labels (properties)
   * @param place of the label at an index, for the message
   * @throws InputException naming the first label that is wrong
   */
  public void labels(double[] labels, IntFunction<String> place) {
    for (int k = 0; k < labels.length; k++) {
      Property property = properties.get(k);
      if (!Double.isFinite(labels[k])) {
        throw notFinite(labels[k], place.apply(k));
      }
      if (labels[k] < property.floor()) {
        throw new InputException(
            "%s: %s %s lies below the least possible value, %s; fix or delete the row, or %s",
            place.apply(k), labels[k], property.unit(), property.floor(), bounds.lower);
      }
    }
  }

  /** How many design points contradict each other, in words. */
  public static String pointsOfSeveralLabels(long count) {
    return count == 1
        ? "one design point several labels"
        : String.format(Locale.ROOT, "%,d design points several labels each", count);
  }

  private static InputException notFinite(double value, String place) {
    return new InputException("%s: %s is not a finite number; fix or delete the row", place, value);
  }
}
