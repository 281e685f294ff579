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
 * Random design points from a stated mixture; point i depends on (seed, i) alone.
 *
 * @param space to be sampled
 * @param mixture its components
 * @param seed of the sample
 */
public record DesignSampler(DesignSpace space, List<SamplingComponent> mixture, long seed)
    implements Serializable {

  /** Checks that there are components and that every parameter named in them exists. */
  public DesignSampler {
    if (mixture.isEmpty()) {
      throw new InputException("data.sampling is empty; state at least one component");
    }
    mixture.stream().flatMap(c -> c.atReference().stream()).forEach(space::indexOf);
  }

  /** The point at {@code index}. */
  public double[] point(long index) {
    UniformRandomProvider random =
        RandomSource.PHILOX_4X64.create(new long[] {seed, 0, 0, 0, index, 0});
    SamplingComponent component = component(random.nextDouble());
    double[] drawn =
        space.parameters().stream()
            .mapToDouble(parameter -> value(parameter, component, random.nextDouble()))
            .toArray();
    return region().nearest(drawn, widths());
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
      DesignParameter parameter, SamplingComponent component, double uniform) {
    return component.atReference().contains(parameter.name())
        ? parameter.reference()
        : parameter.minimum() + uniform * (parameter.maximum() - parameter.minimum());
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
