package org.matdesinne.dataset;

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
public record RowCheck(DesignSpace space, Property property) implements java.io.Serializable {

  /**
   * Checks the parameters of a row.
   *
   * @param where file and line, for the message
   * @throws InputException naming the first column that is wrong
   */
  public void point(double[] point, String where) {
    for (int j = 0; j < space.dimension(); j++) {
      DesignParameter parameter = space.parameters().get(j);
      finite(point[j], parameter.name(), where);
      if (!parameter.contains(point[j])) {
        throw new InputException(
            "%s, column %d (%s): %s %s lies outside the design space, %s to %s; mend the row or"
                + " widen design-space.parameters",
            where,
            j + 1,
            parameter.name(),
            point[j],
            parameter.unit(),
            parameter.minimum(),
            parameter.maximum());
      }
    }
  }

  /**
   * Checks the label of a row.
   *
   * @param where file and line, for the message
   * @throws InputException when it is wrong
   */
  public void label(double label, String where) {
    finite(label, property.name(), where);
    if (label < property.minimum()) {
      throw new InputException(
          "%s, column 1 (%s): %s %s lies below the least possible value, %s; mend the row or"
              + " property.minimum",
          where, property.name(), label, property.unit(), property.minimum());
    }
  }

  private static void finite(double value, String column, String where) {
    if (!Double.isFinite(value)) {
      throw new InputException("%s (%s): %s is not a finite number", where, column, value);
    }
  }
}
