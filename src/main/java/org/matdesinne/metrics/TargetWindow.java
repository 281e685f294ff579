package org.matdesinne.metrics;

import java.util.stream.IntStream;
import org.matdesinne.dataset.Examples;

/**
 * Values so near a target that they count as its own.
 *
 * <p>0.55 lies 0.05 from 0.5, but the difference of the two as numbers of the machine is a little
 * more. Labels are decimal and many lie exactly at the end, so a distance that exceeds the width by
 * a billionth of it at most is inside: more than rounding adds while values are below a million
 * widths.
 *
 * @param width greatest distance, both ends inside, in the property's unit
 */
public record TargetWindow(double width) {
  private static final double ROUNDING = 1e-9;

  /** The greatest distance, as computed, that is inside. */
  public double reach() {
    return width * (1 + ROUNDING);
  }

  /** The points, (rows, parameters), whose label is one of the target's. */
  public double[][] points(Examples examples, double target) {
    double[] y = examples.y();
    return IntStream.range(0, examples.rows())
        .filter(i -> holds(y[i], target))
        .mapToObj(i -> examples.x()[i])
        .toArray(double[][]::new);
  }

  /** Whether a value is one of the target's; not a number is not. */
  public boolean holds(double value, double target) {
    return Math.abs(value - target) <= reach();
  }
}
