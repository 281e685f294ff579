package org.matdesinne.design;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * A property that a design is asked to have: a number.
 *
 * @param name column name in the training set
 * @param unit unit of targets, predictions and errors
 * @param minimum least value the property can take, its floor (a length has the floor 0); null
 *     where it has none
 */
public record Property(String name, String unit, Double minimum) implements Serializable {

  /** A property with a floor. */
  public Property(String name, String unit, double minimum) {
    this(name, unit, Double.valueOf(minimum));
  }

  /** Reads {@code name}, {@code unit} and, where the property has a floor, {@code minimum}. */
  public static Property from(Section section) {
    return new Property(
        section.string("name"),
        section.string("unit"),
        section.has("minimum") ? (Double) section.number("minimum") : null);
  }

  /** Whether there is a least value. */
  public boolean hasFloor() {
    return minimum != null;
  }

  /** The least value; negative infinity where there is none. */
  public double floor() {
    return hasFloor() ? minimum : Double.NEGATIVE_INFINITY;
  }

  /** An amount of the property as people read it: four digits and the unit. */
  public String amount(double value) {
    return inUnit(Double.toString(rounded(value)));
  }

  /** A number with the unit, of which a pure number has none. */
  String inUnit(String number) {
    return isPure() ? number : number + " " + unit;
  }

  /** The name with the unit, where there is one. */
  public String title() {
    return isPure() ? name : name + " (" + unit + ")";
  }

  private boolean isPure() {
    return unit.isEmpty() || unit.equals("1");
  }

  /** A number of four digits. */
  public static double rounded(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).round(new MathContext(4)).doubleValue()
        : value;
  }

  /**
   * Checks that the property can be as is wanted, wherever a model may have seen it.
   *
   * @throws InputException when all that is wanted lies below the floor
   */
  public void requirePossible(Goal goal) {
    if (goal.upper() < floor()) {
      throw new InputException(
          "target %s %s lies below property.minimum, %s %s: no %s is so small; choose %s or more, or"
              + " fix property.minimum (null where there is no least value)",
          goal.upper(), unit, minimum, unit, name, minimum);
    }
  }
}
