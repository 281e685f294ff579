package org.matdesinne.design;

import java.io.Serializable;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * One coordinate of a design space.
 *
 * @param name column name in every table
 * @param unit unit of every number below
 * @param minimum least value that makes physical sense
 * @param maximum greatest value that makes physical sense
 * @param reference value of the undistorted material
 * @param role what the parameter is
 * @param noveltyScale what a difference is divided by before it is compared with a novelty
 *     tolerance: the reference value makes the difference a strain, 1 keeps it absolute
 */
public record DesignParameter(
    String name,
    String unit,
    double minimum,
    double maximum,
    double reference,
    Role role,
    double noveltyScale)
    implements Serializable {

  /** What a parameter is: the paper's strict novelty counts only those of the lattice. */
  public enum Role {
    /** A length or angle of the cell. */
    LATTICE,
    /** An outer condition, such as a field. */
    EXTERNAL
  }

  /** Checks that the bounds enclose the reference. */
  public DesignParameter {
    if (!(minimum < maximum && minimum <= reference && reference <= maximum)) {
      throw new InputException(
          "design parameter '%s': minimum %s, reference %s and maximum %s are not in this order",
          name, minimum, reference, maximum);
    }
    if (!(noveltyScale > 0)) {
      throw new InputException(
          "design parameter '%s': novelty-scale %s must be above 0", name, noveltyScale);
    }
  }

  static DesignParameter from(Section section) {
    return new DesignParameter(
        section.string("name"),
        section.string("unit"),
        section.number("minimum"),
        section.number("maximum"),
        section.number("reference"),
        section.choice("role", Role.class),
        section.positive("novelty-scale"));
  }

  /** Whether {@code value} is a number within the physical bounds. */
  public boolean contains(double value) {
    return value >= minimum && value <= maximum;
  }
}
