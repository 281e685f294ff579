package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A trained, differentiable model, or several that answer side by side, that know of no floor: of a
 * property that has one they give the signed latent s, of which the property is max(floor, s). Safe
 * for concurrent use.
 */
public interface PropertyModel extends AutoCloseable {

  /** How many models answer. */
  int members();

  /** Where tensors of points are made for it. */
  NDManager manager();

  /**
   * The latents.
   *
   * @param x (rows, parameters) in the units of the design space
   * @return (members, properties, rows) in their units
   */
  NDArray value(NDArray x);

  /**
   * The latents and their derivatives: (members, properties, rows) and (members, properties, rows,
   * parameters).
   *
   * @param x (rows, parameters) in the units of the design space
   */
  ValueAndGradient valueAndGradient(NDArray x);

  @Override
  void close();
}
