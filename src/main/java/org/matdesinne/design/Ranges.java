package org.matdesinne.design;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A closed box of a design space: the least and greatest value of each parameter, usually of a
 * training set.
 *
 * @param minimum (parameters)
 * @param maximum (parameters)
 */
public record Ranges(double[] minimum, double[] maximum) implements Serializable {

  /** Checks that both ends have the same length and order. */
  public Ranges {
    if (minimum.length != maximum.length) {
      throw new IllegalArgumentException(
          "minimum has " + minimum.length + " values, maximum " + maximum.length);
    }
    minimum = minimum.clone();
    maximum = maximum.clone();
    for (int j = 0; j < minimum.length; j++) {
      if (!(minimum[j] <= maximum[j])) {
        throw new IllegalArgumentException(
            "parameter " + j + ": minimum " + minimum[j] + " > maximum " + maximum[j]);
      }
    }
  }

  /**
   * The smallest box that holds all {@code points}.
   *
   * @param points (rows, parameters), at least one row
   */
  public static Ranges of(double[][] points) {
    double[] minimum = points[0].clone();
    double[] maximum = points[0].clone();
    for (double[] point : points) {
      for (int j = 0; j < point.length; j++) {
        minimum[j] = Math.min(minimum[j], point[j]);
        maximum[j] = Math.max(maximum[j], point[j]);
      }
    }
    return new Ranges(minimum, maximum);
  }

  /** The point of the box nearest to {@code point}; what is not a number stays that. */
  public double[] nearest(double[] point) {
    double[] nearest = new double[point.length];
    for (int j = 0; j < nearest.length; j++) {
      nearest[j] = nearest(j, point[j]);
    }
    return nearest;
  }

  /** The value in the range of one parameter that is nearest to {@code value}. */
  public double nearest(int parameter, double value) {
    return Math.min(Math.max(value, minimum[parameter]), maximum[parameter]);
  }

  /**
   * The point with every value outside its range mirrored back into it; what is not a number stays
   * that.
   */
  public double[] reflected(double[] point) {
    double[] reflected = new double[point.length];
    for (int j = 0; j < reflected.length; j++) {
      reflected[j] = reflected(j, point[j]);
    }
    return reflected;
  }

  /**
   * The value of one parameter mirrored at the end that it left its range by, again and again until
   * it is inside: unlike {@link #nearest(int, double)}, it seldom comes to lie on an end. A range
   * of no width has but its end; what is infinite gives the end it left by.
   */
  public double reflected(int parameter, double value) {
    double nearest = nearest(parameter, value);
    double width = maximum[parameter] - minimum[parameter];
    // A value inside is kept to the last bit.
    if (value == nearest || width == 0 || !Double.isFinite(value)) {
      return nearest;
    }
    double beyond = Math.abs(value - nearest) % (2 * width);
    double inward = Math.min(beyond, 2 * width - beyond);
    double reflected = value < nearest ? minimum[parameter] + inward : maximum[parameter] - inward;
    return nearest(parameter, reflected);
  }

  /** The first parameter of {@code point} outside the box, or -1 when the box holds the point. */
  public int firstOutside(double[] point) {
    for (int j = 0; j < minimum.length; j++) {
      if (!(point[j] >= minimum[j] && point[j] <= maximum[j])) {
        return j;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranges that
        && Arrays.equals(minimum, that.minimum)
        && Arrays.equals(maximum, that.maximum);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(minimum) + Arrays.hashCode(maximum);
  }

  @Override
  public String toString() {
    return "Ranges" + Arrays.toString(minimum) + ".." + Arrays.toString(maximum);
  }
}
