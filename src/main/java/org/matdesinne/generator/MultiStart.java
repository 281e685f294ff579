package org.matdesinne.generator;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.matdesinne.design.Ranges;

/**
 * Starting points spread evenly over the ranges, whatever the target: the initialiser of the Neural
 * Adjoint (Ren, Padilla and Malof, NeurIPS 2020), which leaves everything to localization.
 */
public final class MultiStart implements Generator {
  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  private final Ranges ranges;

  /** Starts in {@code ranges}. */
  public MultiStart(Ranges ranges) {
    this.ranges = ranges;
  }

  @Override
  public int latentDimension() {
    return ranges.minimum().length;
  }

  @Override
  public double[][] generate(double[][] latents, double target) {
    double[][] points = new double[latents.length][latentDimension()];
    for (int i = 0; i < latents.length; i++) {
      for (int j = 0; j < latentDimension(); j++) {
        double share = STANDARD_NORMAL.cumulativeProbability(latents[i][j]);
        double least = ranges.minimum()[j];
        points[i][j] = least + share * (ranges.maximum()[j] - least);
      }
    }
    return points;
  }

  @Override
  public void close() {}
}
