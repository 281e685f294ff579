package org.matdesinne.flow;

import java.util.Objects;
import org.matdesinne.config.Section;

/**
 * Rational-quadratic spline couplings (Durkan et al. 2019).
 *
 * @param blocks coupling blocks
 * @param hidden nodes in the hidden layer of each subnet
 * @param bins pieces of each spline
 * @param bound splines reach from −bound to bound; outside, a spline leaves a column as it is
 * @param clamp bound of the log-scales of an affine map before each spline, 0: no such map
 * @param initialScale standard deviation of every weight and bias at the start
 */
public record SplineArchitecture(
    int blocks, int hidden, int bins, double bound, Double clamp, double initialScale)
    implements CouplingArchitecture {

  /** The first saved networks name no clamp. */
  public SplineArchitecture {
    clamp = Objects.requireNonNullElse(clamp, 0.0);
  }

  /** Reads {@code blocks, hidden, bins, bound, clamp, initial-scale}. */
  static SplineArchitecture from(Section section) {
    return new SplineArchitecture(
        section.integer("blocks", 1),
        section.integer("hidden", 1),
        section.integer("bins", 2),
        section.positive("bound"),
        section.number("clamp", 0, Double.MAX_VALUE),
        section.positive("initial-scale"));
  }

  @Override
  public ElementwiseMap map() {
    return new ElementwiseMap(clamp, bins, bound);
  }
}
