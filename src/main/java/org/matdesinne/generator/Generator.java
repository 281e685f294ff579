package org.matdesinne.generator;

import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;

/**
 * A trained model of p(x | y): the initialiser of an inverse design. Safe for concurrent use. A
 * batch that it gives belongs to the scope around the call.
 */
public interface Generator extends AutoCloseable {

  /** How many numbers a latent sample has. */
  int latentDimension();

  /**
   * Inverts the model at a target.
   *
   * @param latents (rows, {@link #latentDimension()}), standard normal
   * @param target property asked for, in its unit
   * @return points in the units of the design space; nothing keeps a row in any range
   */
  PointBatch draw(double[][] latents, double target);

  /**
   * Copies drawn points to the host.
   *
   * @return (rows, parameters) in the units of the design space
   */
  default double[][] onHost(PointBatch drawn) {
    return drawn.toHost();
  }

  /** What {@link #draw} gives, on the host: (rows, parameters). */
  default double[][] generate(double[][] latents, double target) {
    return Tensors.scoped(() -> onHost(draw(latents, target)));
  }

  @Override
  void close();
}
