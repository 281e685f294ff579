package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;

/**
 * Design points from a stated mixture; point i depends on (seed, i) alone.
 *
 * @param space to be sampled
 * @param mixture its components
 * @param design how the points lie
 * @param seed of the sample
 */
public record DesignSampler(
    DesignSpace space, List<SamplingComponent> mixture, PointDesign design, long seed)
    implements Serializable {
  private static final Distribution UNIFORM = new Distribution.Uniform();

  /** Checks that there are components, and that every parameter named in them exists. */
  public DesignSampler {
    if (mixture.isEmpty()) {
      throw new InputException("data.sampling is empty; state at least one component");
    }
    mixture.stream().flatMap(c -> c.atReference().stream()).forEach(space::indexOf);
    for (SamplingComponent component : mixture) {
      component
          .distributions()
          .forEach(
              (name, distribution) -> {
                if (component.atReference().contains(name)) {
                  throw new InputException(
                      "data.sampling gives '%s' a distribution and the reference value; leave one"
                          + " out",
                      name);
                }
                distribution.requireInside(space.parameters().get(space.indexOf(name)));
              });
    }
    if (design == PointDesign.SOBOL && space.dimension() + 1 > ShiftedSobol.MOST_DIMENSIONS) {
      throw new InputException(
          "data.design = sobol takes up to %s design parameters, not %s; take random",
          ShiftedSobol.MOST_DIMENSIONS - 1, space.dimension());
    }
  }

  /** A sampler of points that are each drawn by itself. */
  public DesignSampler(DesignSpace space, List<SamplingComponent> mixture, long seed) {
    this(space, mixture, PointDesign.RANDOM, seed);
  }

  /** Draws points of a sampler; not safe for concurrent use, and much faster than one at a time. */
  public final class Points {
    private final ShiftedSobol sobol =
        design == PointDesign.SOBOL ? new ShiftedSobol(space.dimension() + 1, seed) : null;

    private Points() {}

    /** The point at {@code index}. */
    public double[] at(long index) {
      double[] quantiles = sobol == null ? random(index) : sobol.at(index);
      SamplingComponent component = component(quantiles[0]);
      double[] drawn = new double[space.dimension()];
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = value(space.parameters().get(j), component, quantiles[1 + j]);
      }
      return region().nearest(drawn, widths());
    }
  }

  /** The points. */
  public Points points() {
    return new Points();
  }

  /** The point at {@code index}. */
  public double[] point(long index) {
    return points().at(index);
  }

  /** From 0 to 1: of the component, then of each parameter. */
  private double[] random(long index) {
    UniformRandomProvider random =
        RandomSource.PHILOX_4X64.create(new long[] {seed, 0, 0, 0, index, 0});
    return random.doubles(1 + space.dimension()).toArray();
  }

  /** All that the space allows. */
  private FeasibleSet region() {
    return new FeasibleSet(
        space,
        new Ranges(
            space.parameters().stream().mapToDouble(DesignParameter::minimum).toArray(),
            space.parameters().stream().mapToDouble(DesignParameter::maximum).toArray()));
  }

  private double[] widths() {
    return space.parameters().stream()
        .mapToDouble(parameter -> parameter.maximum() - parameter.minimum())
        .map(width -> width > 0 ? width : 1)
        .toArray();
  }

  private static double value(
      DesignParameter parameter, SamplingComponent component, double quantile) {
    return component.atReference().contains(parameter.name())
        ? parameter.reference()
        : component
            .distributions()
            .getOrDefault(parameter.name(), UNIFORM)
            .value(parameter, quantile);
  }

  private SamplingComponent component(double uniform) {
    double total = mixture.stream().mapToDouble(SamplingComponent::weight).sum();
    double rest = uniform * total;
    for (SamplingComponent component : mixture) {
      rest -= component.weight();
      if (rest < 0) {
        return component;
      }
    }
    return mixture.get(mixture.size() - 1);
  }
}
