package org.matdesinne.metrics;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Points of a normal distribution without correlations, of variance 1. */
final class NormalPoints {
  private NormalPoints() {}

  /** Draws {@code count} points, whose first parameter has the mean {@code shift}. */
  static double[][] of(long seed, int count, int dimension, double shift) {
    var normal =
        ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
    return Stream.generate(() -> point(normal.samples(dimension), shift))
        .limit(count)
        .toArray(double[][]::new);
  }

  private static double[] point(DoubleStream samples, double shift) {
    double[] point = samples.toArray();
    point[0] += shift;
    return point;
  }
}
