package org.matdesinne.design;

import java.io.Serializable;
import org.matdesinne.config.Section;

/**
 * The scalar property that a design is asked to have.
 *
 * @param name column name in the training set
 * @param unit unit of targets, predictions and errors
 * @param minimum least value the property can take (a gap has the floor 0)
 */
public record Property(String name, String unit, double minimum) implements Serializable {

  /** Reads {@code name}, {@code unit}, {@code minimum}. */
  public static Property from(Section section) {
    return new Property(section.string("name"), section.string("unit"), section.number("minimum"));
  }
}
