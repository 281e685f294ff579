package org.matdesinne.novelty;

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
public record ScaledDistance(double[] scales, Distance distance) {

  /**
   * The average of the differences over all parameters, each over its {@linkplain
   * DesignParameter#noveltyScale() novelty scale}: the first rule of Fung et al., npj Comput.
   * Mater. 7, 200 (2021).
   */
  public static ScaledDistance noveltyAverage(DesignSpace space) {
    double[] scales =
        space.parameters().stream().mapToDouble(DesignParameter::noveltyScale).toArray();
    return new ScaledDistance(scales, Distance.average(scales));
  }

  /**
   * The greatest of these differences over what makes the material, the second rule: over all
   * parameters but outer conditions, or over all where there is nothing else.
   */
  public static ScaledDistance noveltyMaximum(DesignSpace space) {
    boolean onlyConditions = space.parameters().stream().allMatch(ScaledDistance::isCondition);
    // Any difference over an infinite scale is 0: what is an outer condition does not count.
    double[] scales =
        space.parameters().stream()
            .mapToDouble(
                parameter ->
                    isCondition(parameter) && !onlyConditions
                        ? Double.POSITIVE_INFINITY
                        : parameter.noveltyScale())
            .toArray();
    return new ScaledDistance(scales, Distance.maximum(scales));
  }

  private static boolean isCondition(DesignParameter parameter) {
    return parameter.role().equals(DesignParameter.Role.EXTERNAL);
  }

  /**
   * The Euclidean distance in standard deviations of a sample; a parameter that never varies there
   * counts in its own unit.
   *
   * @param sample (points, parameters), at least one
   */
  public static ScaledDistance standardised(double[][] sample) {
    double[] deviations =
        Arrays.stream(ColumnMoments.ofColumns(sample))
            .mapToDouble(ColumnMoments::deviation)
            .toArray();
    return new ScaledDistance(deviations, Distance.euclidean(deviations));
  }

  /** The distance between two points (parameters). */
  public double between(double[] point, double[] other) {
    return distance.distance(distance.toPoint(point, other, 0));
  }
}
