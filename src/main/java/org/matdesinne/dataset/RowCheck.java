package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.function.IntFunction;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Property;

/**
 * What every row must keep: finite numbers, design parameters inside their physical bounds, the
 * property not below its minimum.
 *
 * @param space the parameters and their bounds
 * @param property the label
 */
public record RowCheck(DesignSpace space, Property property) implements Serializable {

  /**
   * Checks the parameters of a row.
   *
   * @param place of the value at an index, for the message
   * @throws InputException naming the first value that is wrong
   */
  public void point(double[] point, IntFunction<String> place) {
    for (int j = 0; j < space.dimension(); j++) {
      DesignParameter parameter = space.parameters().get(j);
      finite(point[j], place.apply(j));
      if (!parameter.contains(point[j])) {
        throw new InputException(
            "%s: %s %s lies outside the design space, %s to %s; mend the row or widen"
                + " design-space.parameters",
            place.apply(j), point[j], parameter.unit(), parameter.minimum(), parameter.maximum());
      }
    }
  }

  /**
   * Checks the label of a row.
   *
   * @param place of the label, for the message
   * @throws InputException when it is wrong
   */
  public void label(double label, String place) {
    finite(label, place);
    if (label < property.floor()) {
      throw new InputException(
          "%s: %s %s lies below the least possible value, %s; mend the row or property.minimum",
          place, label, property.unit(), property.floor());
    }
  }

  private static void finite(double value, String place) {
    if (!Double.isFinite(value)) {
      throw new InputException("%s: %s is not a finite number; mend the row", place, value);
    }
  }
}
