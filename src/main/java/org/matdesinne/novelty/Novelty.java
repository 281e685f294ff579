package org.matdesinne.novelty;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Spread;

/**
 * How far candidates lie from everything the model was trained on: the uniqueness of Fung et al.,
 * npj Comput. Mater. 7, 200 (2021), compared with every training point exactly.
 *
 * <p>For novelty, a parameter's difference is divided by its {@linkplain
 * DesignParameter#noveltyScale() novelty scale}. A candidate is novel on average when the average
 * over all parameters exceeds the tolerance for every training point, and novel at maximum when the
 * greatest over all but outer conditions does (the paper: over the lattice parameters): the latter
 * takes a known lattice in another field for known.
 *
 * <p>Immutable and safe for concurrent use. It is built in milliseconds, so that a task builds it
 * from the training points rather than receive it.
 */
public final class Novelty {
  // Their median is known to a few per cent.
  private static final int SPACING_POINTS = 500;

  private final PointTree training;
  private final double spacing;
  private final double tolerance;
  private final Distance standardised;
  private final Distance average;
  private final Distance maximum;

  private Novelty(
      PointTree training,
      double spacing,
      double tolerance,
      Distance standardised,
      Distance average,
      Distance maximum) {
    this.training = training;
    this.spacing = spacing;
    this.tolerance = tolerance;
    this.standardised = standardised;
    this.average = average;
    this.maximum = maximum;
  }

  /**
   * Prepares the comparison with a training set.
   *
   * @param training (rows, parameters), at least one row; not kept
   * @param tolerance what the scaled difference must exceed (the paper: 0.01)
   * @throws IllegalArgumentException when there is no row, a row has another number of parameters
   *     than the space or holds a value that is not finite
   */
  public static Novelty of(DesignSpace space, double[][] training, double tolerance) {
    if (training.length == 0) {
      throw new IllegalArgumentException("no training points to compare with");
    }
    FinitePoints.check(training, space.dimension());
    ScaledDistance standardised = ScaledDistance.standardised(training);
    PointTree tree = new PointTree(training, standardised.scales());
    return new Novelty(
        tree,
        spacing(training, tree, standardised.distance()),
        tolerance,
        standardised.distance(),
        ScaledDistance.noveltyAverage(space).distance(),
        ScaledDistance.noveltyMaximum(space).distance());
  }

  private static double spacing(double[][] training, PointTree tree, Distance distance) {
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(0L);
    int count = Math.min(SPACING_POINTS, training.length);
    double[] toNext =
        IntStream.of(new PermutationSampler(random, training.length, count).sample())
            .mapToDouble(i -> tree.nearestOther(training[i], distance))
            .filter(Double::isFinite)
            .toArray();
    return toNext.length == 0 ? Double.POSITIVE_INFINITY : Spread.of(toNext).median();
  }

  /**
   * How far apart training points lie: the median distance from one of them to the nearest one
   * elsewhere, of 500 drawn at random, in standard deviations of the training set as {@link
   * Result#nearestDistance}; infinite when all lie in one place.
   */
  public double spacing() {
    return spacing;
  }

  /**
   * Compares one candidate with every training point.
   *
   * @param point (parameters), in the units of the design space
   * @throws IllegalArgumentException when the point has another number of parameters than the space
   *     or holds a value that is not finite
   */
  public Result examine(double[] point) {
    double nearest = nearestDistance(point);
    return new Result(nearest, noneWithin(point, average), noneWithin(point, maximum));
  }

  /**
   * How far the nearest training point is from a point, as {@link Result#nearestDistance}.
   *
   * @param point (parameters), in the units of the design space
   * @throws IllegalArgumentException as {@link #examine} does
   */
  public double nearestDistance(double[] point) {
    FinitePoints.check(point, training.dimension());
    return training.nearest(point, standardised, Double.POSITIVE_INFINITY);
  }

  private boolean noneWithin(double[] point, Distance distance) {
    return training.nearest(point, distance, tolerance) > tolerance;
  }

  /**
   * What the comparison found.
   *
   * @param nearestDistance Euclidean distance to the nearest training point, in standard deviations
   *     of the training set (a parameter that never varies there counts in its own unit)
   * @param novelAverage whether the average over all parameters exceeds the tolerance everywhere
   * @param novelMaximum whether the greatest over all but outer conditions does
   */
  public record Result(double nearestDistance, boolean novelAverage, boolean novelMaximum) {}
}
