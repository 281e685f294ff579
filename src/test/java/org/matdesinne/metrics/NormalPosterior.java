package org.matdesinne.metrics;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A problem whose posterior is known: x ~ N(0, 1), y ~ N(x, 1), so that x given y is N(y/2, 1/2).
 *
 * @param widening what the posterior's deviation is multiplied by; 1 is right
 * @param shift what is added to its mean; 0 is right
 */
record NormalPosterior(double widening, double shift) {

  /** Ranks {@code points} true values among {@code draws} each. */
  PosteriorRanks ranks(int points, int draws, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    int[][] ranks = new int[points][];
    for (int i = 0; i < points; i++) {
      double[] truth = {normal.sample()};
      double mean = (truth[0] + normal.sample()) / 2 + shift;
      double[][] posterior =
          normal
              .samples(draws)
              .mapToObj(z -> new double[] {mean + widening * Math.sqrt(0.5) * z})
              .toArray(double[][]::new);
      ranks[i] = PosteriorRanks.among(truth, posterior, random);
    }
    return new PosteriorRanks(draws, ranks);
  }
}
