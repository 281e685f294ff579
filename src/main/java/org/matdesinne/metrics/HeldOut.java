package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;

/**
 * Labelled points that no model has seen.
 *
 * @param x (rows, parameters) in the units of the design space
 * @param y (rows) in the property's unit
 */
public record HeldOut(double[][] x, double[] y) implements Serializable {

  /** The points whose property is one of the target's. */
  public double[][] near(double target, TargetWindow window) {
    return IntStream.range(0, y.length)
        .filter(i -> window.holds(y[i], target))
        .mapToObj(i -> x[i])
        .toArray(double[][]::new);
  }

  /**
   * The points with no parameter exactly at its reference. The others lie on sheets of lower
   * dimension, where a density is singular and a likelihood says nothing.
   */
  public HeldOut general(DesignSpace space) {
    double[] reference =
        space.parameters().stream().mapToDouble(DesignParameter::reference).toArray();
    int[] rows =
        IntStream.range(0, y.length)
            .filter(
                i -> IntStream.range(0, reference.length).allMatch(j -> x[i][j] != reference[j]))
            .toArray();
    return new HeldOut(
        IntStream.of(rows).mapToObj(i -> x[i]).toArray(double[][]::new),
        IntStream.of(rows).mapToDouble(i -> y[i]).toArray());
  }

  /** The first rows, {@code count} at most. */
  public HeldOut first(int count) {
    int rows = Math.min(count, y.length);
    return new HeldOut(Arrays.copyOf(x, rows), Arrays.copyOf(y, rows));
  }
}
