package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Splits by design point: a point's hash decides, so that a point that stands twice never lies on
 * both sides, and no other row, order or partition matters.
 *
 * @param seed of the split
 * @param validationFraction expected share of validation points
 * @param testFraction expected share of test points
 */
public record Splitter(long seed, double validationFraction, double testFraction)
    implements Serializable {

  /** The split of a point. */
  public Split of(double[] point) {
    // + 0.0 makes one zero of both, which compare as equal but have other bits.
    long[] bits = Arrays.stream(point).mapToLong(v -> Double.doubleToLongBits(v + 0.0)).toArray();
    long hash = seed;
    for (long each : bits) {
      hash = mix(hash ^ mix(each));
    }
    double uniform = (hash >>> 11) * 0x1.0p-53;
    if (uniform < testFraction) {
      return Split.TEST;
    }
    return uniform < testFraction + validationFraction ? Split.VALIDATION : Split.TRAIN;
  }

  private static long mix(long value) {
    return RandomSource.SPLIT_MIX_64.create(value).nextLong();
  }
}
