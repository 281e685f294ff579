package org.matdesinne.generator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.matdesinne.design.Target;

/**
 * Standard normal latents that keep apart: a randomly shifted Kronecker sequence, carried to normal
 * numbers.
 *
 * <p>The i-th point of the unit cube is the fractional part of s + i·α. The random shift s makes
 * each latent by itself a standard normal sample (Cranley and Patterson, SIAM J. Numer. Anal. 13,
 * 904, 1976). Two points k apart in the sequence differ by the fractional part of k·α wherever they
 * are, so that the steps α decide how near any two come: they are the best of many random ones. Any
 * run of latents fills the space evenly, with fewer near repeats than independent ones have.
 *
 * <p>A candidate's latent depends on (seed, target, candidate index) alone: not on blocks,
 * partitions, retries or the number of machines.
 *
 * @param seed of the run
 */
public record LatentSource(long seed) {
  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  /** Points of one target that are usually drawn: the steps keep so many apart. */
  private static final int REACH = 10_000;

  /** Steps that are tried, a fraction of a second's work. */
  private static final int TRIALS = 10_000;

  /** Found once for the usual dimensions; the search gives the same ones. */
  private static final Map<Integer, long[]> STEPS = new ConcurrentHashMap<>(foundBefore());

  /**
   * Draws consecutive candidates.
   *
   * @param target its {@link #key}
   * @param first index of the first one
   * @return (count, dimension)
   */
  public double[][] draw(long target, long first, int count, int dimension) {
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

  static long[] steps(int dimension) {
    return STEPS.computeIfAbsent(dimension, LatentSource::separatedSteps);
  }

  /** Tells the draws for these values of the properties from others. */
  public static long key(double... y) {
    return y.length == 1
        ? Double.doubleToLongBits(y[0])
        : ByteBuffer.wrap(DigestUtils.sha256(Arrays.toString(y))).getLong();
  }

  /** Tells the draws for a target from others. */
  public static long key(Target target) {
    OptionalDouble number = target.number();
    return number.isPresent()
        ? key(number.getAsDouble())
        : ByteBuffer.wrap(DigestUtils.sha256(target.label())).getLong();
  }

  private long[] shifts(long target, int dimension) {
    long[] key = {seed, target, 0, 0, 0, 0};
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(key);
    return random.longs(dimension).toArray();
  }

  /** Lines of a dimension and its steps, in hexadecimal. */
  private static Map<Integer, long[]> foundBefore() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                LatentSource.class.getResourceAsStream("latent-steps.txt"),
                StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(line -> line.split(" ", -1))
          .collect(
              Collectors.toMap(
                  words -> Integer.valueOf(words[0]),
                  words ->
                      Arrays.stream(words)
                          .skip(1)
                          .mapToLong(word -> Long.parseUnsignedLong(word, 16))
                          .toArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The steps whose nearest two points are farthest apart, in the same 64-bit fractions. */
  static long[] separatedSteps(int dimension) {
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(0L);
    long[] best = null;
    double farthest = -1;
    for (int trial = 0; trial < TRIALS; trial++) {
      long[] steps = random.longs(dimension).toArray();
      double separation = separation(steps, farthest);
      if (separation > farthest) {
        farthest = separation;
        best = steps;
      }
    }
    return best;
  }

  /**
   * How near two of {@link #REACH} consecutive points of the periodic cube come, by the sum of
   * their differences; or anything not above {@code enough}, once that is sure.
   */
  private static double separation(long[] steps, double enough) {
    double least = Double.POSITIVE_INFINITY;
    for (int apart = 1; apart < REACH && least > enough; apart++) {
      double distance = 0;
      for (long step : steps) {
        // Read as signed, a fraction above a half is the negative distance to the next whole.
        distance += Math.abs((double) (apart * step));
      }
      least = Math.min(least, distance);
    }
    return least;
  }

  private static double normal(long fraction) {
    // The middle of one of 2^53 equal parts: never 0 or 1.
    return STANDARD_NORMAL.inverseCumulativeProbability(((fraction >>> 11) + 0.5) * 0x1p-53);
  }
}
