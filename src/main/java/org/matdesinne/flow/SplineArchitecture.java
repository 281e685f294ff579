package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.nn.Weights;

/**
 * Rational-quadratic spline couplings (Durkan et al. 2019).
 *
 * @param blocks coupling blocks
 * @param hidden nodes in the hidden layer of each subnet
 * @param bins pieces of each spline
 * @param bound splines reach from −bound to bound; outside, a column stays as it is
 * @param initialScale standard deviation of every weight and bias at the start
 */
public record SplineArchitecture(
    int blocks, int hidden, int bins, double bound, double initialScale)
    implements CouplingArchitecture {

  /** Reads {@code blocks, hidden, bins, bound, initial-scale}. */
  static SplineArchitecture from(Section section) {
    return new SplineArchitecture(
        section.integer("blocks", 1),
        section.integer("hidden", 1),
        section.integer("bins", 2),
        section.positive("bound"),
        section.positive("initial-scale"));
  }

  @Override
  public Bijector coupling(
      NDManager manager, Weights weights, String prefix, int dimension, int conditions) {
    return new SplineCoupling(
        weights, prefix, dimension, conditions, new RationalQuadraticSpline(bins, bound));
  }

  @Override
  public void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int dimension,
      int conditions,
      UniformRandomProvider random) {
    RationalQuadraticSpline spline = new RationalQuadraticSpline(bins, bound);
    CouplingSubnets.initialize(
        weights,
        manager,
        prefix,
        dimension,
        conditions,
        hidden,
        spline.parameters(),
        initialScale,
        random);
  }
}
