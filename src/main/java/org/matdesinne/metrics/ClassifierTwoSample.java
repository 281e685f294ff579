package org.matdesinne.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.novelty.Distance;
import org.matdesinne.novelty.PointTree;
import org.matdesinne.novelty.ScaledDistance;

/**
 * How well a classifier tells candidates from reference points that it has not seen: the classifier
 * two-sample test of Lopez-Paz and Oquab, Revisiting classifier two-sample tests, ICLR 2017, with
 * their nearest-neighbour classifier (C2ST-KNN).
 *
 * <p>An accuracy of 1/2 means that the two cannot be told apart, 1 that they always can. Of two
 * samples of one distribution, it spreads around 1/2 by about 1 / (2 √tested).
 *
 * @param accuracy share of the test points that were classified right; one on which the neighbours
 *     are divided counts half
 * @param tested how many points were classified
 */
public record ClassifierTwoSample(double accuracy, int tested) {

  /**
   * How far the accuracy lies above 1/2, in standard deviations 1 / (2 √tested). Of two samples of
   * one distribution it is about standard normal (the paper, section 3: N(1/2, 1 / (4 tested))),
   * above 1.64 in one of 20 cases; of two distributions it grows with the number of points.
   */
  public double deviations() {
    return (accuracy - 0.5) * 2 * Math.sqrt(tested);
  }

  /**
   * Compares two samples, each parameter in standard deviations of the reference (in its own unit
   * where the reference does not vary).
   *
   * <p>As many random points of one sample as of the other are used, half of each for training; a
   * test point is what most of its ⌊√n⌋ nearest of n training points are.
   *
   * @param candidates (points, parameters), at least two
   * @param reference (points, parameters), at least two
   * @param maxPoints how many points of each sample are used at most, at least two
   * @param seed of what is drawn and of what is trained on
   * @throws IllegalArgumentException when a sample has or keeps fewer than two points, or a point
   *     has another number of parameters than the others or holds a value that is not finite
   */
  public static ClassifierTwoSample of(
      double[][] candidates, double[][] reference, int maxPoints, long seed) {
    SamplePair all = new SamplePair(candidates, reference);
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(seed);
    SamplePair pair = all.atMost(Math.min(maxPoints, all.smaller()), random);
    int half = pair.smaller() / 2;
    Classifier classifier =
        Classifier.trained(
            Arrays.copyOf(pair.candidates(), half),
            Arrays.copyOf(pair.reference(), half),
            ScaledDistance.standardised(reference));
    double right = 0;
    for (int i = half; i < pair.smaller(); i++) {
      right += classifier.candidate(pair.candidates()[i]);
      right += 1 - classifier.candidate(pair.reference()[i]);
    }
    int tested = 2 * (pair.smaller() - half);
    return new ClassifierTwoSample(right / tested, tested);
  }

  /** Of the training points, those of even number are candidates. */
  private record Classifier(PointTree training, Distance distance, int neighbours) {

    static Classifier trained(
        double[][] candidates, double[][] reference, ScaledDistance standardised) {
      // In turn: the tree prefers low numbers, which must not favour one sample among equal points.
      double[][] points =
          IntStream.range(0, candidates.length)
              .boxed()
              .flatMap(i -> Stream.of(candidates[i], reference[i]))
              .toArray(double[][]::new);
      return new Classifier(
          new PointTree(points, standardised.scales()),
          standardised.distance(),
          (int) Math.sqrt(points.length));
    }

    /** 1 when most neighbours are candidates, 0 when most are not, 1/2 when they are divided. */
    double candidate(double[] point) {
      int[] nearest = training.nearest(point, distance, neighbours);
      long candidates = Arrays.stream(nearest).filter(number -> number % 2 == 0).count();
      return (1 + Math.signum(2.0 * candidates - neighbours)) / 2;
    }
  }
}
