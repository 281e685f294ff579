package org.matdesinne.dataset;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A Sobol sequence (Joe and Kuo, SIAM J. Sci. Comput. 30, 2635 (2008)), all of it shifted by one
 * random vector on the torus (Cranley and Patterson, SIAM J. Numer. Anal. 13, 904 (1976)): seeds
 * give other points of the same evenness. Not safe for concurrent use.
 */
final class ShiftedSobol {
  /** As many as there are direction numbers of. */
  static final int MOST_DIMENSIONS = 1000;

  private final SobolSequenceGenerator sequence;
  private final double[] shift;

  ShiftedSobol(int dimensions, long seed) {
    sequence = new SobolSequenceGenerator(dimensions);
    // Another stream than that of any random point.
    shift =
        RandomSource.PHILOX_4X64
            .create(new long[] {seed, 1, 0, 0, 0, 0})
            .doubles(dimensions)
            .toArray();
  }

  /** The point at {@code index}: (dimensions), each from 0 to below 1. */
  double[] at(long index) {
    double[] point = sequence.skipTo(Math.toIntExact(index));
    for (int j = 0; j < point.length; j++) {
      double sum = point[j] + shift[j];
      point[j] = sum < 1 ? sum : sum - 1;
    }
    return point;
  }
}
