package org.matdesinne.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a model's posteriors are from calibrated: the greatest difference between the cumulative
 * shares of {@linkplain PosteriorRanks ranks} and those of uniform ones, the Kolmogorov–Smirnov
 * statistic on the ranks of simulation-based calibration (Talts et al., arXiv:1804.06788).
 *
 * <p>A parameter's deviation is 0 when its ranks are uniform and near 1 when all true values lie on
 * one side of their draws. For n points and a right posterior, it stays below 1.36 / √n at least 95
 * times in 100.
 *
 * @param deviations (parameters), each 0..1
 */
public record RankCalibration(double[] deviations) {

  /** Measures each parameter. */
  public static RankCalibration of(PosteriorRanks ranks) {
    return new RankCalibration(
        IntStream.range(0, ranks.dimension()).mapToDouble(j -> deviation(ranks, j)).toArray());
  }

  private static double deviation(PosteriorRanks ranks, int parameter) {
    int[] counts = new int[ranks.draws() + 1];
    for (int[] point : ranks.ranks()) {
      counts[point[parameter]]++;
    }
    double greatest = 0;
    int upToRank = 0;
    for (int rank = 0; rank < counts.length; rank++) {
      upToRank += counts[rank];
      double share = (double) upToRank / ranks.ranks().length;
      double uniform = (rank + 1.0) / counts.length;
      greatest = Math.max(greatest, Math.abs(share - uniform));
    }
    return greatest;
  }

  /** The deviation of the worst parameter. */
  public double greatest() {
    return Arrays.stream(deviations).max().orElseThrow();
  }
}
