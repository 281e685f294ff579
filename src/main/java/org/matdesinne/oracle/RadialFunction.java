package org.matdesinne.oracle;

import java.io.Serializable;
import org.matdesinne.config.Section;

/**
 * How strongly two orbitals interact at a distance: V(r) = V⁰ exp(−x (r/d⁰ − 1)) / (1 + exp((r −
 * r_c)/w)). Lengths in Å, energies in eV.
 *
 * @param strength V⁰
 * @param decay x
 * @param cutoff d⁰, r_c and w
 */
record RadialFunction(double strength, double decay, Cutoff cutoff) implements Serializable {

  /** Reads {@code strength}, {@code decay}. */
  static RadialFunction from(Section section, Cutoff cutoff) {
    return new RadialFunction(section.number("strength"), section.number("decay"), cutoff);
  }

  /** V at the distance {@code length}. */
  double at(double length) {
    return strength
        * Math.exp(-decay * (length / cutoff.referenceLength - 1))
        / (1 + Math.exp((length - cutoff.radius) / cutoff.width));
  }

  /**
   * The lengths shared by all interactions of two species (Å).
   *
   * @param referenceLength d⁰, where V equals its strength but for the cutoff
   * @param radius r_c, where V is halved
   * @param width w, over which V is switched off
   */
  record Cutoff(double referenceLength, double radius, double width) implements Serializable {

    /** Reads {@code reference-length}, {@code cutoff}, {@code cutoff-width}. */
    static Cutoff from(Section section) {
      return new Cutoff(
          section.positive("reference-length"),
          section.positive("cutoff"),
          section.positive("cutoff-width"));
    }
  }
}
