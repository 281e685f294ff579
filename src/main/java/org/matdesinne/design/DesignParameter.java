package org.matdesinne.design;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
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

  /**
   * What a parameter is, in a word of the user's: {@code composition}, {@code process}. Two words
   * have a meaning here.
   *
   * @param word in lower case
   */
  public record Role(String word) implements Serializable {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");

    /** A length or angle of the cell. */
    public static final Role LATTICE = new Role("lattice");

    /** An outer condition, such as a field: what differs in nothing else is the same material. */
    public static final Role EXTERNAL = new Role("external");

    /** Checks that it is a word. */
    public Role {
      if (!WORD.matcher(word).matches()) {
        throw new InputException(
            "role '%s' is no word; allowed: small letters, digits and hyphens, such as lattice,"
                + " external, composition",
            word);
      }
    }

    static Role from(Section section) {
      try {
        return new Role(section.string("role"));
      } catch (InputException e) {
        throw section.invalid(
            "role", "allowed: a word of small letters, digits and hyphens, such as lattice");
      }
    }

    /** As manifests spell it. */
    @JsonCreator
    static Role parse(String text) {
      return new Role(text.toLowerCase(Locale.ROOT));
    }

    /** As manifests spell it. */
    @JsonValue
    @Override
    public String toString() {
      return word.toUpperCase(Locale.ROOT);
    }
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
        Role.from(section),
        section.positive("novelty-scale"));
  }

  /** Whether {@code value} is a number within the physical bounds. */
  public boolean contains(double value) {
    return value >= minimum && value <= maximum;
  }
}
