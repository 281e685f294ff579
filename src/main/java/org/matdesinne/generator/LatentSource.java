package org.matdesinne.generator;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Standard normal latents from a counter-based generator (Philox 4x64, Salmon et al. 2011).
 *
 * <p>A candidate's latent depends on (seed, target, candidate index) alone: not on blocks,
 * partitions, retries or the number of machines.
 *
 * @param seed of the run
 */
public record LatentSource(long seed) {

  /**
   * Draws consecutive candidates.
   *
   * @param first index of the first one
   * @return (count, dimension)
   */
  public double[][] draw(double target, long first, int count, int dimension) {
    double[][] latents = new double[count][];
    for (int i = 0; i < count; i++) {
      latents[i] = draw(target, first + i, dimension);
    }
    return latents;
  }

  private double[] draw(double target, long candidate, int dimension) {
    // Key (seed, target); the counter's high words name the candidate, its low words run.
    long[] state = {seed, Double.doubleToLongBits(target), 0, 0, candidate, 0};
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(state);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] latent = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      latent[j] = normal.sample();
    }
    return latent;
  }
}
