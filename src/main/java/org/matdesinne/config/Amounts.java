package org.matdesinne.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An amount of each property, in their order.
 *
 * @param each in the property's unit; NaN where it is a share of a spread that is not known yet
 */
public record Amounts(List<Double> each) implements Serializable {

  /** Keeps a copy. */
  public Amounts {
    each = List.copyOf(each);
    if (each.isEmpty()) {
      throw new IllegalArgumentException("amounts of no property");
    }
  }

  /** Amounts of as many properties. */
  public static Amounts of(double... each) {
    return new Amounts(Arrays.stream(each).boxed().toList());
  }

  /** The same amount of {@code count} properties. */
  public static Amounts all(double amount, int count) {
    double[] each = new double[count];
    Arrays.fill(each, amount);
    return of(each);
  }

  /** One amount is written as a number. */
  @JsonCreator
  static Amounts parse(Object json) {
    return json instanceof List<?> several
        ? new Amounts(several.stream().map(value -> ((Number) value).doubleValue()).toList())
        : of(((Number) json).doubleValue());
  }

  /** One amount is written as a number. */
  @JsonValue
  Object json() {
    return each.size() == 1 ? (Object) each.get(0) : each;
  }

  /** How many properties there are. */
  public int count() {
    return each.size();
  }

  /** The amount of the property at {@code index}. */
  public double get(int index) {
    return each.get(index);
  }

  /** All of them, in a new array. */
  public double[] toArray() {
    return each.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What {@code function} makes of each. */
  public Amounts map(DoubleUnaryOperator function) {
    return of(Arrays.stream(toArray()).map(function).toArray());
  }

  /**
   * One figure of errors in all properties: the only one as it is, of several the mean of their
   * multiples of these amounts.
   *
   * @param errors (properties), in their units
   */
  public double combined(double[] errors) {
    return errors.length == 1
        ? errors[0]
        : IntStream.range(0, errors.length)
            .mapToDouble(k -> errors[k] / get(k))
            .average()
            .orElseThrow();
  }

  /** Whether one of them is not known yet. */
  public boolean anyUnknown() {
    return each.stream().anyMatch(amount -> Double.isNaN(amount));
  }

  /** Whether one of them is above 0. */
  public boolean anyPositive() {
    return each.stream().anyMatch(amount -> amount > 0);
  }

  @Override
  public String toString() {
    return each.size() == 1
        ? each.get(0).toString()
        : each.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
