package org.matdesinne.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often the central credible interval of a posterior holds the true value: the expected
 * coverage of Hermans et al., A trust crisis in simulation-based inference?, TMLR 2022, for the
 * central interval of each parameter. A calibrated posterior covers as often as the interval's
 * level says, an overconfident one less often.
 *
 * @param level probability of the interval, 0..1
 * @param shares (parameters) of the true values that it covers
 */
public record ExpectedCoverage(double level, double[] shares) {

  /**
   * Measures each parameter. L draws divide the posterior into L + 1 stretches of one probability,
   * and a true value of rank r lies somewhere in stretch r. It counts with the part of its stretch
   * that the interval covers, so that uniform ranks give the level exactly, whatever L.
   *
   * <p>A wrong posterior seems less wrong where few draws lie outside the interval: choose L well
   * above 2 / (1 − level).
   *
   * @param level probability of the interval, above 0 and below 1
   * @throws IllegalArgumentException when the level lies outside
   */
  public static ExpectedCoverage of(PosteriorRanks ranks, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "the level of an interval must lie between 0 and 1, not at " + level);
    }
    return new ExpectedCoverage(
        level,
        IntStream.range(0, ranks.dimension()).mapToDouble(j -> share(ranks, j, level)).toArray());
  }

  private static double share(PosteriorRanks ranks, int parameter, double level) {
    return Arrays.stream(ranks.ranks())
        .mapToDouble(point -> covered(point[parameter], ranks.draws() + 1, level))
        .average()
        .orElseThrow();
  }

  /** The part of stretch {@code rank} of {@code stretches} that the central interval covers. */
  private static double covered(int rank, int stretches, double level) {
    double from = Math.max((double) rank / stretches, (1 - level) / 2);
    double to = Math.min((rank + 1.0) / stretches, (1 + level) / 2);
    return Math.max(0, to - from) * stretches;
  }

  /** The mean over the parameters. */
  public double mean() {
    return Arrays.stream(shares).average().orElseThrow();
  }
}
