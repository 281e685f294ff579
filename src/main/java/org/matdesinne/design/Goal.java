package org.matdesinne.design;

import java.io.Serializable;
import org.matdesinne.config.InputException;

/**
 * What is wanted of one property: that it lies from a lower to an upper end, both included. A value
 * is wanted where the ends are the same, nothing where both are infinite.
 *
 * @param lower in the property's unit, or negative infinity
 * @param upper in the property's unit, or infinity
 * @param tolerance greatest distance from a wanted value that meets it, in the property's unit; NaN
 *     where the settings say it
 */
public record Goal(double lower, double upper, double tolerance) implements Serializable {
  /** Any value will do. */
  public static final Goal FREE = new Goal(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks that something can meet it. */
  public Goal {
    // A goal of -0 is one of 0.
    lower += 0.0;
    upper += 0.0;
    if (!(lower <= upper) || tolerance <= 0) {
      throw new InputException(
          "no value is from %s to %s; give the lesser end first", lower, upper);
    }
  }

  /** A range. */
  public Goal(double lower, double upper) {
    this(lower, upper, Double.NaN);
  }

  /** A value, met within the tolerance of the settings. */
  public static Goal of(double value) {
    return new Goal(value, value);
  }

  /** Whether any value will do. */
  public boolean isFree() {
    return lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY;
  }

  /** Whether one value is wanted. */
  public boolean isValue() {
    return lower == upper;
  }

  /** The value that is wanted and nearest to {@code value}. */
  public double nearest(double value) {
    return Math.min(Math.max(value, lower), upper);
  }

  /** How far {@code value} is from what is wanted: 0 or more, NaN where it is no number. */
  public double missedBy(double value) {
    return Math.abs(value - nearest(value));
  }

  /** What both want. */
  Goal and(Goal other) {
    return new Goal(
        Math.max(lower, other.lower),
        Math.min(upper, other.upper),
        Double.isNaN(tolerance) ? other.tolerance : tolerance);
  }

  /** As a person writes it, behind the property's name. */
  String text() {
    if (isValue()) {
      return "=" + lower + (Double.isNaN(tolerance) ? "" : "+-" + tolerance);
    }
    if (upper == Double.POSITIVE_INFINITY) {
      return ">=" + lower;
    }
    return lower == Double.NEGATIVE_INFINITY ? "<=" + upper : "=" + lower + ".." + upper;
  }
}
