package org.matdesinne.metrics;

import java.util.Arrays;

/**
 * The error of the best of T candidates: r̂_T of Ren, Padilla, Malof, Benchmarking deep inverse
 * models over time, NeurIPS 2020, which tells how many candidates of a model one must try.
 *
 * <p>The paper takes the least error among T candidates drawn for a target. Here it is averaged
 * over all choices of T among the n candidates at hand: with errors e₁ ≤ … ≤ eₙ, the i-th is the
 * least of C(n − i, T − 1) of the C(n, T) choices. The figure has no part of chance left and uses
 * every candidate.
 */
public final class BestOf {
  private BestOf() {}

  /**
   * The expected least of {@code draws} errors drawn without replacement; for one draw, their mean.
   *
   * @param errors (candidates) absolute errors at one target, in any order and unit
   * @param draws T, at least 1
   * @return in the errors' unit
   * @throws IllegalArgumentException when there are fewer errors than draws, no draw, or an error
   *     that is not a finite number of at least 0
   */
  public static double error(double[] errors, int draws) {
    if (draws < 1 || draws > errors.length) {
      throw new IllegalArgumentException(
          "cannot draw "
              + draws
              + " of "
              + errors.length
              + " errors; draw at least one and at most all");
    }
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    check(sorted[0]);
    check(sorted[sorted.length - 1]);
    double expected = 0;
    // C(n - i, T - 1) / C(n, T), each from the one before: no binomial overflows.
    double probability = (double) draws / sorted.length;
    for (int i = 0; i <= sorted.length - draws; i++) {
      expected += probability * sorted[i];
      probability *= (double) (sorted.length - draws - i) / (sorted.length - 1 - i);
    }
    return expected;
  }

  private static void check(double error) {
    if (!(error >= 0 && Double.isFinite(error))) {
      throw new IllegalArgumentException(
          "an absolute error must be finite and not negative, not " + error);
    }
  }
}
