package org.matdesinne.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.matdesinne.design.Ranges;

/**
 * The labels that a network has seen: of each property the least and the greatest.
 *
 * @param each (properties), lists of two numbers in the property's unit
 */
public record LabelRanges(List<List<Double>> each) implements Serializable {

  /** Keeps a copy. */
  public LabelRanges {
    each = each.stream().map(List::copyOf).toList();
  }

  /**
   * The ranges of labels.
   *
   * @param y (rows, properties)
   */
  public static LabelRanges of(double[][] y) {
    Ranges ranges = Ranges.of(y);
    return new LabelRanges(
        IntStream.range(0, ranges.minimum().length)
            .mapToObj(k -> List.of(ranges.minimum()[k], ranges.maximum()[k]))
            .toList());
  }

  /** The two of one property are written without a list around them. */
  @JsonCreator
  static LabelRanges parse(List<Object> json) {
    boolean one = json.get(0) instanceof Number;
    return new LabelRanges(
        (one ? List.<Object>of(json) : json)
            .stream()
                .map(
                    range ->
                        ((List<?>) range)
                            .stream().map(end -> ((Number) end).doubleValue()).toList())
                .toList());
  }

  /** The two of one property are written without a list around them. */
  @JsonValue
  List<?> json() {
    return each.size() == 1 ? each.get(0) : each;
  }

  /** The least label of the property at {@code index}. */
  public double least(int index) {
    return each.get(index).get(0);
  }

  /** The greatest label of the property at {@code index}. */
  public double greatest(int index) {
    return each.get(index).get(1);
  }

  @Override
  public String toString() {
    return Arrays.toString(json().toArray());
  }
}
