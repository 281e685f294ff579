package org.matdesinne.dataset;

import java.io.Serializable;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.design.Orbits;

/**
 * Splits by design point and its mirror images: their {@linkplain Orbits#key common key}, hashed,
 * decides, so that neither a point that stands twice nor an image of it lies on both sides, and no
 * other row, order or partition matters.
 *
 * @param seed of the split
 * @param validationFraction expected share of validation points
 * @param testFraction expected share of test points
 * @param orbits what of a point decides
 */
public record Splitter(long seed, double validationFraction, double testFraction, Orbits orbits)
    implements Serializable {

  /** The split of a point. */
  public Split split(double[] point) {
    long hash = seed;
    for (long each : orbits.key(point)) {
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
