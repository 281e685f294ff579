package org.matdesinne.oracle;

import java.io.Serializable;
import org.matdesinne.config.Section;

/**
 * How strongly two orbitals interact at a distance: V(r) = V⁰ exp(−x (r/d⁰ − 1)) / (1 + exp((r −
 * r_c)/w)). Lengths in Å, energies in eV.
 *
 * @param strength V⁰
 * @param decay x
 * @param reach d⁰, r_c and w
 */
record RadialFunction(double strength, double decay, Reach reach) implements Serializable {

  /** Reads {@code strength}, {@code decay}. */
  static RadialFunction from(Section section, Reach reach) {
    return new RadialFunction(section.number("strength"), section.number("decay"), reach);
  }

  /** V at the distance {@code length}. */
  double at(double length) {
    return strength
        * Math.exp(-decay * (length / reach.referenceLength - 1))
        / (1 + Math.exp((length - reach.cutoff) / reach.cutoffWidth));
  }

  /**
   * The lengths shared by all interactions of two species (Å).
   *
   * @param referenceLength d⁰, where V equals its strength but for the cutoff
   * @param cutoff r_c, where V is halved
   * @param cutoffWidth w, over which V is switched off
   */
  record Reach(double referenceLength, double cutoff, double cutoffWidth) implements Serializable {

    /** Reads {@code reference-length}, {@code cutoff}, {@code cutoff-width}. */
    static Reach from(Section section) {
      return new Reach(
          section.positive("reference-length"),
          section.positive("cutoff"),
          section.positive("cutoff-width"));
    }
  }
}
