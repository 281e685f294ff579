package org.matdesinne.metrics;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.matdesinne.novelty.FinitePoints;

/**
 * Two samples that a test tries to tell apart.
 *
 * @param candidates (points, parameters), at least two
 * @param reference (points, parameters), at least two
 */
record SamplePair(double[][] candidates, double[][] reference) {

  /**
   * Checks that there is something to compare.
   *
   * @throws IllegalArgumentException when a sample has fewer than two points, or a point has
   *     another number of parameters than the others or holds a value that is not finite
   */
  SamplePair {
    if (candidates.length < 2 || reference.length < 2) {
      throw new IllegalArgumentException(
          "cannot compare "
              + candidates.length
              + " candidates with "
              + reference.length
              + " reference points; give at least two of each");
    }
    FinitePoints.check(candidates, reference[0].length);
    FinitePoints.check(reference, reference[0].length);
  }

  /** How many points the smaller sample has. */
  int smaller() {
    return Math.min(candidates.length, reference.length);
  }

  /** Random points of both samples in random order, {@code points} of each or all there are. */
  SamplePair atMost(int points, UniformRandomProvider random) {
    return new SamplePair(draw(candidates, points, random), draw(reference, points, random));
  }

  /** Random points of the reference, {@code points} or all there are. */
  double[][] someReference(int points, UniformRandomProvider random) {
    return draw(reference, points, random);
  }

  private static double[][] draw(double[][] from, int points, UniformRandomProvider random) {
    int count = Math.min(points, from.length);
    int[] drawn = new PermutationSampler(random, from.length, count).sample();
    return Arrays.stream(drawn).mapToObj(i -> from[i]).toArray(double[][]::new);
  }
}
