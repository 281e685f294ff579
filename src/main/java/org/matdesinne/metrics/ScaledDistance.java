package org.matdesinne.metrics;

import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;

/**
 * How far apart two points are when one of them is asked to be new: the two rules of Fung et al.,
 * npj Comput. Mater. 7, 200 (2021). A parameter's difference is divided by its {@linkplain
 * DesignParameter#noveltyScale() novelty scale}.
 *
 * @param scales (parameters) what differences are divided by
 * @param distance between two points
 */
record NoveltyRule(double[] scales, Distance distance) {

  /** The average over all parameters. */
  static NoveltyRule average(DesignSpace space) {
    double[] scales =
        space.parameters().stream().mapToDouble(DesignParameter::noveltyScale).toArray();
    return new NoveltyRule(scales, Distance.average(scales));
  }

  /** The greatest over the lattice parameters. */
  static NoveltyRule maximum(DesignSpace space) {
    double[] scales = space.parameters().stream().mapToDouble(NoveltyRule::latticeScale).toArray();
    return new NoveltyRule(scales, Distance.maximum(scales));
  }

  /** Any difference over an infinite scale is 0: what is not the lattice does not count. */
  private static double latticeScale(DesignParameter parameter) {
    return switch (parameter.role()) {
      case LATTICE -> parameter.noveltyScale();
      case EXTERNAL -> Double.POSITIVE_INFINITY;
    };
  }
}
