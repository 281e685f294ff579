package org.matdesinne.design;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter.Role;

/** A narrower choice of some parameters' values. */
public sealed interface Limit extends Serializable {

  /** Whether this limits {@code parameter}. */
  boolean concerns(DesignParameter parameter);

  /** Least value allowed of a parameter that this concerns. */
  double least(DesignParameter parameter);

  /** Greatest value allowed of a parameter that this concerns. */
  double greatest(DesignParameter parameter);

  /**
   * Values of one parameter.
   *
   * @param parameter its name
   * @param minimum in its unit
   * @param maximum in its unit
   */
  record Between(String parameter, double minimum, double maximum) implements Limit {
    /** Checks the order. */
    public Between {
      if (!(minimum <= maximum)) {
        throw new InputException(
            "the limit of '%s' reaches from %s to %s; give the lesser value first",
            parameter, minimum, maximum);
      }
    }

    @Override
    public boolean concerns(DesignParameter other) {
      return other.name().equals(parameter);
    }

    @Override
    public double least(DesignParameter other) {
      return minimum;
    }

    @Override
    public double greatest(DesignParameter other) {
      return maximum;
    }
  }

  /**
   * A greatest relative deviation from the reference, |x / reference − 1|, of all parameters of a
   * role: of lattice parameters, a strain.
   */
  record Deviation(Role role, double most) implements Limit {

    @Override
    public boolean concerns(DesignParameter parameter) {
      return parameter.role().equals(role);
    }

    @Override
    public double least(DesignParameter parameter) {
      return parameter.reference() - most * Math.abs(parameter.reference());
    }

    @Override
    public double greatest(DesignParameter parameter) {
      return parameter.reference() + most * Math.abs(parameter.reference());
    }
  }

  /** Reads {@code parameter, minimum, maximum} or {@code role, deviation}. */
  static Limit from(Section section) {
    return section.has("role")
        ? new Deviation(Role.from(section), section.positive("deviation"))
        : new Between(
            section.string("parameter"), section.number("minimum"), section.number("maximum"));
  }

  /**
   * The part of {@code ranges} that this allows.
   *
   * @throws InputException when there is none, or no parameter that this concerns
   */
  default Ranges within(Ranges ranges, DesignSpace space) {
    double[] minimum = ranges.minimum().clone();
    double[] maximum = ranges.maximum().clone();
    int[] concerned =
        IntStream.range(0, space.dimension())
            .filter(j -> concerns(space.parameters().get(j)))
            .toArray();
    if (concerned.length == 0) {
      throw new InputException(
          "%s concerns no design parameter; there are: %s", this, String.join(", ", space.names()));
    }
    for (int j : concerned) {
      DesignParameter parameter = space.parameters().get(j);
      minimum[j] = Math.max(minimum[j], least(parameter));
      maximum[j] = Math.min(maximum[j], greatest(parameter));
      if (minimum[j] > maximum[j]) {
        throw new InputException(
            "%s leaves nothing of '%s', which lies in %s..%s %s here; widen it",
            this, parameter.name(), ranges.minimum()[j], ranges.maximum()[j], parameter.unit());
      }
    }
    return new Ranges(minimum, maximum);
  }
}
