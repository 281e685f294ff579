package org.matdesinne.generator;

/** A trained model of p(x | y): the initialiser of an inverse design. */
public interface Generator extends AutoCloseable {

  /** How many numbers a latent sample has. */
  int latentDimension();

  /**
   * Inverts the model at a target. Safe for concurrent use.
   *
   * @param latents (batch, {@link #latentDimension()}), standard normal
   * @param target property asked for, in its unit
   * @return (batch, parameters) in the units of the design space; nothing keeps a row in any range
   */
  double[][] generate(double[][] latents, double target);

  @Override
  void close();
}
