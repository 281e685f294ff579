package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.nn.Weights;

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
  public Bijector coupling(
      NDManager manager, Weights weights, String prefix, int dimension, int conditions) {
    return new GlowCoupling(weights, prefix, dimension, conditions, clamp);
  }

  @Override
  public void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int dimension,
      int conditions,
      UniformRandomProvider random) {
    GlowCoupling.initialize(
        weights, manager, prefix, dimension, conditions, hidden, initialScale, random);
  }
}
