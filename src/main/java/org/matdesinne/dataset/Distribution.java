package org.matdesinne.dataset;

import java.io.Serializable;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter;

/** How a design parameter is distributed in data that an oracle labels, within its bounds. */
public sealed interface Distribution extends Serializable {

  /** Every value is as likely as another. */
  record Uniform() implements Distribution {
    @Override
    public double value(DesignParameter parameter, double quantile) {
      return parameter.minimum() + quantile * (parameter.maximum() - parameter.minimum());
    }

    @Override
    public double inside(DesignParameter parameter) {
      return 1;
    }
  }

  /**
   * A normal distribution, cut off at the bounds.
   *
   * @param mean of all of it
   * @param deviation standard deviation of all of it, above 0
   */
  record Normal(double mean, double deviation) implements Distribution {
    @Override
    public double value(DesignParameter parameter, double quantile) {
      return parameter.minimum() == parameter.maximum()
          ? parameter.minimum()
          : TruncatedNormalDistribution.of(
                  mean, deviation, parameter.minimum(), parameter.maximum())
              .inverseCumulativeProbability(quantile);
    }

    @Override
    public double inside(DesignParameter parameter) {
      ContinuousDistribution whole = NormalDistribution.of(mean, deviation);
      return parameter.minimum() == parameter.maximum()
          ? 1
          : whole.probability(parameter.minimum(), parameter.maximum());
    }
  }

  /**
   * A Poisson distribution, cut off at the bounds: whole numbers.
   *
   * @param mean of all of it, above 0
   */
  record Poisson(double mean) implements Distribution {
    @Override
    public double value(DesignParameter parameter, double quantile) {
      DiscreteDistribution whole = PoissonDistribution.of(mean);
      double below = whole.cumulativeProbability(least(parameter) - 1);
      int found =
          whole.inverseCumulativeProbability(Math.min(1, below + quantile * inside(parameter)));
      return Math.max(least(parameter), Math.min(greatest(parameter), found));
    }

    @Override
    public double inside(DesignParameter parameter) {
      return greatest(parameter) < least(parameter)
          ? 0
          : PoissonDistribution.of(mean).probability(least(parameter) - 1, greatest(parameter));
    }

    private static int least(DesignParameter parameter) {
      return (int) Math.ceil(Math.max(0, parameter.minimum()));
    }

    private static int greatest(DesignParameter parameter) {
      return (int) Math.floor(Math.min(Integer.MAX_VALUE - 1, parameter.maximum()));
    }
  }

  /** The values of the key {@code kind}. */
  enum Kind {
    /** {@link Uniform}. */
    UNIFORM,
    /** {@link Normal}. */
    NORMAL,
    /** {@link Poisson}. */
    POISSON
  }

  /** So little of a distribution within the bounds is a mistake, and rounding eats it. */
  double LEAST_INSIDE = 1e-6;

  /** Reads {@code kind} and the keys of that kind. */
  static Distribution from(Section section) {
    return switch (section.choice("kind", Kind.class)) {
      case UNIFORM -> new Uniform();
      case NORMAL -> new Normal(section.number("mean"), section.positive("deviation"));
      case POISSON -> new Poisson(section.positive("mean"));
    };
  }

  /**
   * The value below which a share of the distribution lies, of that part of it within the bounds of
   * the parameter.
   *
   * @param quantile the share, from 0 to 1
   */
  double value(DesignParameter parameter, double quantile);

  /** The share of the whole distribution that lies within the bounds of the parameter. */
  double inside(DesignParameter parameter);

  /**
   * Checks that enough of the distribution lies within the bounds.
   *
   * @throws InputException when it does not
   */
  default void requireInside(DesignParameter parameter) {
    if (!(inside(parameter) >= LEAST_INSIDE)) {
      throw new InputException(
          "data.sampling gives '%s' the distribution %s, of which hardly anything lies between %s and"
              + " %s; correct its mean, or widen design-space.parameters",
          parameter.name(), this, parameter.minimum(), parameter.maximum());
    }
  }
}
