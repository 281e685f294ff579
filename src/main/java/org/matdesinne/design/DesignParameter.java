package org.matdesinne.design;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
 * @param values all that it can be, in ascending order: levels of a process, whole numbers; empty
 *     where every value between the bounds is one
 */
public record DesignParameter(
    String name,
    String unit,
    double minimum,
    double maximum,
    double reference,
    Role role,
    double noveltyScale,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> values)
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

  /** So many values are a list still; more are a range. */
  private static final int MOST_VALUES = 10_000;

  /** Checks that the bounds enclose the reference, and that values ascend between them. */
  public DesignParameter {
    // Manifests of earlier versions have none.
    values = values == null ? List.of() : List.copyOf(values);
    requireAscending(name, values);
    if (!(minimum <= reference && reference <= maximum)) {
      throw new InputException(
          "design parameter '%s': minimum %s, reference %s and maximum %s are not in this order",
          name, minimum, reference, maximum);
    }
    if (!(noveltyScale > 0)) {
      throw new InputException(
          "design parameter '%s': novelty-scale %s must be above 0", name, noveltyScale);
    }
  }

  /** A parameter that can be every value between its bounds. */
  public DesignParameter(
      String name,
      String unit,
      double minimum,
      double maximum,
      double reference,
      Role role,
      double noveltyScale) {
    this(name, unit, minimum, maximum, reference, role, noveltyScale, List.of());
  }

  private static void requireAscending(String name, List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i)) || (i > 0 && !(values.get(i - 1) < values.get(i)))) {
        throw new InputException(
            "design parameter '%s': values are %s; give finite numbers, each once, in ascending"
                + " order",
            name, values);
      }
    }
  }

  /**
   * Reads {@code name, unit, reference, role, novelty-scale} and one of {@code minimum} with {@code
   * maximum}, these two with a {@code step} between values, or {@code values}.
   */
  static DesignParameter from(Section section) {
    String name = section.string("name");
    List<Double> values = section.has("values") ? section.numbers("values") : List.of();
    if (!values.isEmpty()) {
      for (String key : List.of("minimum", "maximum", "step")) {
        if (section.has(key)) {
          throw section.invalid(key, "leave it out: values say it all");
        }
      }
    } else if (section.has("step")) {
      values =
          steps(
              name, section.number("minimum"), section.number("maximum"), section.positive("step"));
    }
    boolean listed = !values.isEmpty();
    return new DesignParameter(
        name,
        section.string("unit"),
        listed ? values.get(0) : section.number("minimum"),
        listed ? values.get(values.size() - 1) : section.number("maximum"),
        section.number("reference"),
        Role.from(section),
        section.positive("novelty-scale"),
        values);
  }

  private static List<Double> steps(String name, double minimum, double maximum, double step) {
    // A last step that rounding takes beyond the maximum is one still.
    double count = Math.floor((maximum - minimum) / step * (1 + 1e-12));
    if (!(count >= 0 && count < MOST_VALUES)) {
      throw new InputException(
          "design parameter '%s': from %s to %s by %s are not between 1 and %s values; give a larger"
              + " step, or none",
          name, minimum, maximum, step, MOST_VALUES);
    }
    return IntStream.rangeClosed(0, (int) count)
        .mapToObj(i -> Math.min(maximum, minimum + i * step))
        .toList();
  }

  /** Whether only some values between the bounds are possible. */
  public boolean hasLevels() {
    return !values.isEmpty();
  }

  /**
   * The possible value nearest to {@code value}, the lesser of two; the value itself where all are
   * possible, or it is not a number.
   */
  public double level(double value) {
    if (values.isEmpty() || Double.isNaN(value)) {
      return value;
    }
    int found = Collections.binarySearch(values, value);
    int above = found >= 0 ? found : -found - 1;
    if (above == 0) {
      return values.get(0);
    }
    if (above == values.size()) {
      return values.get(above - 1);
    }
    double upper = values.get(above);
    double lower = values.get(above - 1);
    return value - lower <= upper - value ? lower : upper;
  }

  /** Whether {@code value} is possible: within the bounds, and one of the values if there are. */
  public boolean contains(double value) {
    return value >= minimum && value <= maximum && level(value) == value;
  }
}
