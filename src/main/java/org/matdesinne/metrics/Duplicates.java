package org.matdesinne.metrics;

import java.util.stream.IntStream;
import org.matdesinne.design.DesignSpace;

/**
 * How many candidates repeat an earlier one of their own set: what {@link Novelty} asks of the
 * training points, asked of the candidates among themselves.
 *
 * <p>Two candidates are the same on average when the average of their scaled differences over all
 * parameters is at most the tolerance, and the same at maximum when the greatest over the lattice
 * parameters is (the two rules of Fung et al., npj Comput. Mater. 7, 200, 2021). The first of
 * several that are the same repeats none.
 *
 * @param candidates how many there are, at least one
 * @param onAverage how many are the same on average as an earlier one
 * @param atMaximum how many are the same at maximum as an earlier one
 */
public record Duplicates(int candidates, int onAverage, int atMaximum) {

  /**
   * Compares every candidate with all before it, exactly, in O(n) memory. The time grows a little
   * faster than n log n: a search looks at few more points than lie within its reach and ends with
   * the first that is the same.
   *
   * @param candidates (candidates, parameters), at least one, in the units of the design space
   * @param tolerance up to which scaled differences are none (the paper: 0.01)
   * @throws IllegalArgumentException when there is no candidate, or one has another number of
   *     parameters than the space or holds a value that is not finite
   */
  public static Duplicates of(DesignSpace space, double[][] candidates, double tolerance) {
    if (candidates.length == 0) {
      throw new IllegalArgumentException("no candidates to compare with one another");
    }
    FinitePoints.check(candidates, space.dimension());
    return new Duplicates(
        candidates.length,
        repeats(candidates, ScaledDistance.noveltyAverage(space), tolerance),
        repeats(candidates, ScaledDistance.noveltyMaximum(space), tolerance));
  }

  private static int repeats(double[][] candidates, ScaledDistance rule, double tolerance) {
    PointTree tree = new PointTree(candidates, rule.scales());
    return (int)
        IntStream.range(0, candidates.length)
            .filter(i -> tree.anyBefore(i, candidates[i], rule.distance(), tolerance))
            .count();
  }

  /** Share of the candidates that are the same as no earlier one on average. */
  public double uniqueAverage() {
    return unique(onAverage);
  }

  /** Share of the candidates that are the same as no earlier one at maximum. */
  public double uniqueMaximum() {
    return unique(atMaximum);
  }

  private double unique(int repeats) {
    return (double) (candidates - repeats) / candidates;
  }
}
