package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
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
   * The points with no parameter exactly at its reference. The others lie on low-dimensional slices
   * of the design space, where a density is singular and a likelihood says nothing.
   */
  public HeldOut general(DesignSpace space) {
    double[] reference =
        space.parameters().stream().mapToDouble(DesignParameter::reference).toArray();
    return rows(
        IntStream.range(0, y.length)
            .filter(
                i -> IntStream.range(0, reference.length).allMatch(j -> x[i][j] != reference[j]))
            .toArray());
  }

  /**
   * A random sample without replacement; all rows, in another order, where there are no more. Rows
   * may lie in a file block by block, so that its first ones are no sample.
   *
   * @param count at most
   * @param seed decides, with the number of rows alone, which are drawn
   */
  public HeldOut sample(int count, long seed) {
    if (y.length == 0) {
      return this;
    }
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(seed);
    return rows(new PermutationSampler(random, y.length, Math.min(count, y.length)).sample());
  }

  private HeldOut rows(int[] numbers) {
    return new HeldOut(
        IntStream.of(numbers).mapToObj(i -> x[i]).toArray(double[][]::new),
        IntStream.of(numbers).mapToDouble(i -> y[i]).toArray());
  }
}
