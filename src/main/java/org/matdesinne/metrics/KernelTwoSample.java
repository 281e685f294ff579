package org.matdesinne.metrics;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.novelty.ScaledDistance;

/**
 * The squared maximum mean discrepancy of two samples, estimated without bias: equation 3 of
 * Gretton et al., A kernel two-sample test, J. Mach. Learn. Res. 13, 723 (2012), with the Gaussian
 * kernel k(x, y) = exp(−‖x − y‖² / 2σ²).
 *
 * <p>0 on average where both samples have one distribution, so that it may fall below 0, and never
 * above 2.
 *
 * <p>The kernel is the reference's alone. Gretton et al. take the median distance in both samples
 * together, which is wider where candidates lie apart; discrepancies of several generators from one
 * reference would then be measured by different kernels, and could not be compared.
 *
 * @param squaredDiscrepancy mean of k over the pairs of candidates, plus that over the pairs of
 *     reference points, less twice that over the pairs of one of each
 * @param bandwidth σ, in standard deviations of the reference
 */
public record KernelTwoSample(double squaredDiscrepancy, double bandwidth) {
  // Their half a million pairs fix the median far better than two samples fix the discrepancy.
  private static final int BANDWIDTH_POINTS = 1000;

  /**
   * Compares two samples, each parameter in standard deviations of the reference (in its own unit
   * where the reference does not vary), so that the scale is the same for all that is compared with
   * one reference.
   *
   * <p>σ is the median distance between reference points that differ, from at most 1000 of them; 1
   * where no two differ. It depends on nothing but the reference and the seed. Takes O(points²)
   * time.
   *
   * @param candidates (points, parameters), at least two
   * @param reference (points, parameters), at least two
   * @param maxPoints how many points of each sample are used at most, drawn without replacement; at
   *     least two
   * @param seed of what is drawn
   * @throws IllegalArgumentException when a sample has or keeps fewer than two points, or a point
   *     has another number of parameters than the others or holds a value that is not finite
   */
  public static KernelTwoSample of(
      double[][] candidates, double[][] reference, int maxPoints, long seed) {
    SamplePair all = new SamplePair(candidates, reference);
    ScaledDistance distance = ScaledDistance.standardised(reference);
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(seed);
    double bandwidth = medianDistance(all.someReference(BANDWIDTH_POINTS, random), distance);
    SamplePair pair = all.atMost(maxPoints, random);
    Kernel kernel = new Kernel(distance, bandwidth);
    return new KernelTwoSample(
        kernel.meanWithin(pair.candidates())
            + kernel.meanWithin(pair.reference())
            - 2 * kernel.meanAcross(pair),
        bandwidth);
  }

  private static double medianDistance(double[][] points, ScaledDistance distance) {
    double[] distances = new double[points.length * (points.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      for (int k = 0; k < i; k++) {
        distances[count++] = distance.between(points[i], points[k]);
      }
    }
    double[] sorted = Arrays.stream(distances).filter(each -> each > 0).sorted().toArray();
    return sorted.length == 0
        ? 1
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private record Kernel(ScaledDistance distance, double bandwidth) {

    double value(double[] point, double[] other) {
      double scaled = distance.between(point, other) / bandwidth;
      return Math.exp(-scaled * scaled / 2);
    }

    /** The mean over all pairs of different points of a sample. */
    double meanWithin(double[][] points) {
      double sum = 0;
      for (int i = 0; i < points.length; i++) {
        for (int k = 0; k < i; k++) {
          sum += value(points[i], points[k]);
        }
      }
      return 2 * sum / points.length / (points.length - 1);
    }

    double meanAcross(SamplePair pair) {
      double sum = 0;
      for (double[] candidate : pair.candidates()) {
        for (double[] reference : pair.reference()) {
          sum += value(candidate, reference);
        }
      }
      return sum / pair.candidates().length / pair.reference().length;
    }
  }
}
