package org.matdesinne.metrics;

import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.novelty.FinitePoints;

/**
 * Where true points stand among draws from their posteriors, parameter by parameter: the rank
 * statistic of Talts et al., Validating Bayesian inference algorithms with simulation-based
 * calibration, arXiv:1804.06788. Under a right posterior, every rank 0..L is as likely as every
 * other.
 *
 * @param draws L, how many draws each true value is ranked among
 * @param ranks (points, parameters), each 0..L
 */
public record PosteriorRanks(int draws, int[][] ranks) {

  /**
   * Checks the ranks.
   *
   * @throws IllegalArgumentException when there is no point, a point has another number of ranks
   *     than the first, or a rank is not in 0..L
   */
  public PosteriorRanks {
    if (ranks.length == 0) {
      throw new IllegalArgumentException("no ranks to calibrate by");
    }
    for (int[] point : ranks) {
      check(point, ranks[0].length, draws);
    }
  }

  private static void check(int[] point, int parameters, int draws) {
    if (point.length != parameters) {
      throw new IllegalArgumentException(
          "a point has " + point.length + " ranks, the first one has " + parameters);
    }
    for (int rank : point) {
      if (rank < 0 || rank > draws) {
        throw new IllegalArgumentException("rank " + rank + " among " + draws + " draws");
      }
    }
  }

  /**
   * The ranks of one true point: how many draws lie below it, in each parameter. A draw equal to it
   * may come before or after it: of n of them, 0..n are counted below, chosen at random, so that
   * values that a distribution takes again and again have uniform ranks too.
   *
   * @param truth (parameters)
   * @param draws (L, parameters) from the posterior given the point's property
   * @param random breaks ties
   * @return (parameters), each 0..L
   * @throws IllegalArgumentException when a draw has another number of parameters than the point,
   *     or a value is not finite
   */
  public static int[] among(double[] truth, double[][] draws, UniformRandomProvider random) {
    FinitePoints.check(truth, truth.length);
    FinitePoints.check(draws, truth.length);
    int[] ranks = new int[truth.length];
    for (int j = 0; j < ranks.length; j++) {
      ranks[j] = rank(truth[j], draws, j, random);
    }
    return ranks;
  }

  private static int rank(
      double truth, double[][] draws, int parameter, UniformRandomProvider random) {
    int below = 0;
    int equal = 0;
    for (double[] draw : draws) {
      below += draw[parameter] < truth ? 1 : 0;
      equal += draw[parameter] == truth ? 1 : 0;
    }
    return below + random.nextInt(equal + 1);
  }

  /** How many parameters a point has. */
  int dimension() {
    return ranks[0].length;
  }
}
