package org.matdesinne.metrics;

import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Target;

/**
 * Values so near a target that they count as its own.
 *
 * <p>0.55 lies 0.05 from 0.5, but the difference of the two as numbers of the machine is a little
 * more. Labels are decimal and many lie exactly at the end, so a distance that exceeds the width by
 * a billionth of it at most is inside: more than rounding adds while values are below a million
 * widths.
 *
 * @param width greatest distance of each property, both ends inside
 */
public record TargetWindow(Amounts width) {
  private static final double ROUNDING = 1e-9;

  /** The greatest distance of the property at {@code index}, as computed, that is inside. */
  public double reach(int index) {
    return width.get(index) * (1 + ROUNDING);
  }

  /** The points, (rows, parameters), whose labels are among the target's. */
  public double[][] points(Examples examples, Target target) {
    return IntStream.range(0, examples.rows())
        .filter(i -> holds(examples.y()[i], target))
        .mapToObj(i -> examples.x()[i])
        .toArray(double[][]::new);
  }

  /**
   * Whether values are among the target's; not a number is not.
   *
   * @param values (properties)
   */
  public boolean holds(double[] values, Target target) {
    return IntStream.range(0, values.length).allMatch(k -> holds(k, values[k], target));
  }

  /** Whether a value of the property at {@code index} is one of the target's. */
  public boolean holds(int index, double value, Target target) {
    return target.goals().get(index).missedBy(value) <= reach(index);
  }
}
