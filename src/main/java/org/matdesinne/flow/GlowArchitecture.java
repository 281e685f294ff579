package org.matdesinne.flow;

import org.matdesinne.config.Section;

/**
 * Affine couplings, as in the paper.
 *
 * @param blocks coupling blocks
 * @param hidden nodes in the hidden layer of each subnet
 * @param clamp bound of the log-scales
 * @param initialScale standard deviation of every weight and bias at the start
 */
public record GlowArchitecture(int blocks, int hidden, double clamp, double initialScale)
    implements CouplingArchitecture {

  /** Reads {@code blocks, hidden, clamp, initial-scale}. */
  static GlowArchitecture from(Section section) {
    return new GlowArchitecture(
        section.integer("blocks", 1),
        section.integer("hidden", 1),
        section.positive("clamp"),
        section.positive("initial-scale"));
  }

  @Override
  public ElementwiseMap map() {
    return ElementwiseMap.affine(clamp);
  }
}
