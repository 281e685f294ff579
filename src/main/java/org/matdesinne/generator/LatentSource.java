package org.matdesinne.generator;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Standard normal latents that keep apart: a randomly shifted Kronecker sequence, carried to normal
 * numbers.
 *
 * <p>The i-th point of the unit cube is the fractional part of s + i·α. The random shift s makes
 * each latent by itself a standard normal sample (Cranley and Patterson, SIAM J. Numer. Anal. 13,
 * 904, 1976). The steps α<sub>j</sub> = φ<sup>−j</sup>, φ<sup>d+1</sup> = φ + 1, which for d = 1
 * are the golden ratio's, are hard to approach by fractions: any run of latents fills the space
 * evenly, with fewer near repeats than independent ones have.
 *
 * <p>A candidate's latent depends on (seed, target, candidate index) alone: not on blocks,
 * partitions, retries or the number of machines.
 *
 * @param seed of the run
 */
public record LatentSource(long seed) {
  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  /**
   * Draws consecutive candidates.
   *
   * @param first index of the first one
   * @return (count, dimension)
   */
  public double[][] draw(double target, long first, int count, int dimension) {
    long[] shifts = shifts(target, dimension);
    long[] steps = steps(dimension);
    double[][] latents = new double[count][dimension];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < dimension; j++) {
        // Unsigned 64-bit fractions: the overflow is the fractional part, exact for every index.
        latents[i][j] = normal(shifts[j] + (first + i) * steps[j]);
      }
    }
    return latents;
  }

  private long[] shifts(double target, int dimension) {
    long[] key = {seed, Double.doubleToLongBits(target), 0, 0, 0, 0};
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(key);
    return random.longs(dimension).toArray();
  }

  private static long[] steps(int dimension) {
    double root = 1;
    // A contraction: 60 rounds leave nothing of the first guess.
    for (int round = 0; round < 60; round++) {
      root = Math.pow(1 + root, 1.0 / (dimension + 1));
    }
    long[] steps = new long[dimension];
    for (int j = 0; j < dimension; j++) {
      steps[j] = (long) (Math.pow(root, -(j + 1)) * 0x1p53) << 11;
    }
    return steps;
  }

  private static double normal(long fraction) {
    // The middle of one of 2^53 equal parts: never 0 or 1.
    return STANDARD_NORMAL.inverseCumulativeProbability(((fraction >>> 11) + 0.5) * 0x1p-53);
  }
}
