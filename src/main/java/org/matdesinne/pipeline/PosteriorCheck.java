package org.matdesinne.pipeline;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.dataset.Examples;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.metrics.PosteriorRanks;

/**
 * Ranks held-out points among draws from a generator's posteriors given their labels.
 *
 * @param generator what is checked
 * @param draws from each posterior
 * @param seed of the draws
 */
public record PosteriorCheck(Generator generator, int draws, long seed) {

  /** The ranks of every point. */
  public PosteriorRanks ranks(Examples points) {
    LatentSource latents = new LatentSource(seed);
    double[][] y = points.y();
    int[][] ranks = new int[y.length][];
    for (int i = 0; i < ranks.length; i++) {
      // Points of one label need draws of their own.
      long first = (long) i * draws;
      double[][] z =
          latents.draw(LatentSource.key(y[i]), first, draws, generator.latentDimension());
      UniformRandomProvider ties =
          RandomSource.PHILOX_4X64.create(new long[] {seed, i, 0, 0, 0, 0});
      ranks[i] = PosteriorRanks.among(points.x()[i], generator.generate(z, y[i]), ties);
    }
    return new PosteriorRanks(draws, ranks);
  }
}
