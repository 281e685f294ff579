package org.matdesinne.generator;

import java.util.Arrays;
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
   * Inverts the model.
   *
   * @param latents (rows, {@link #latentDimension()}), standard normal
   * @param y (rows, properties) that are asked for, in their units
   * @return points in the units of the design space; nothing keeps a row in any range
   */
  PointBatch draw(double[][] latents, double[][] y);

  /**
   * Copies drawn points to the host.
   *
   * @return (rows, parameters) in the units of the design space
   */
  default double[][] onHost(PointBatch drawn) {
    return drawn.toHost();
  }

  /** What {@link #draw} gives, on the host: (rows, parameters). */
  default double[][] generate(double[][] latents, double[][] y) {
    return Tensors.scoped(() -> onHost(draw(latents, y)));
  }

  /** The same properties asked for in every row, on the host: (rows, parameters). */
  default double[][] generate(double[][] latents, double... y) {
    double[][] same = new double[latents.length][];
    Arrays.fill(same, y);
    return generate(latents, same);
  }

  @Override
  void close();
}
