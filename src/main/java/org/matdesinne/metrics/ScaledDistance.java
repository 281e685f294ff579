package org.matdesinne.metrics;

import java.util.Arrays;
import org.matdesinne.design.ColumnMoments;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;

/**
 * A distance between points and what makes their parameters comparable in it.
 *
 * @param scales (parameters) what differences are divided by
 * @param distance in these scales
 */
record ScaledDistance(double[] scales, Distance distance) {

  /**
   * The average of the differences over all parameters, each over its {@linkplain
   * DesignParameter#noveltyScale() novelty scale}: the first rule of Fung et al., npj Comput.
   * Mater. 7, 200 (2021).
   */
  static ScaledDistance noveltyAverage(DesignSpace space) {
    double[] scales =
        space.parameters().stream().mapToDouble(DesignParameter::noveltyScale).toArray();
    return new ScaledDistance(scales, Distance.average(scales));
  }

  /** The greatest of these differences over the lattice parameters: the second rule. */
  static ScaledDistance noveltyMaximum(DesignSpace space) {
    double[] scales =
        space.parameters().stream().mapToDouble(ScaledDistance::latticeScale).toArray();
    return new ScaledDistance(scales, Distance.maximum(scales));
  }

  /** Any difference over an infinite scale is 0: what is not the lattice does not count. */
  private static double latticeScale(DesignParameter parameter) {
    return switch (parameter.role()) {
      case LATTICE -> parameter.noveltyScale();
      case EXTERNAL -> Double.POSITIVE_INFINITY;
    };
  }

  /**
   * The Euclidean distance in standard deviations of a sample; a parameter that never varies there
   * counts in its own unit.
   *
   * @param sample (points, parameters), at least one
   */
  static ScaledDistance standardised(double[][] sample) {
    double[] deviations =
        Arrays.stream(ColumnMoments.ofColumns(sample))
            .mapToDouble(ColumnMoments::deviation)
            .toArray();
    return new ScaledDistance(deviations, Distance.euclidean(deviations));
  }

  /** The distance between two points (parameters). */
  double between(double[] point, double[] other) {
    return distance.toBox(point, other, other, 0);
  }
}
