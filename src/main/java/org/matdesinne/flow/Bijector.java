package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;

/**
 * An invertible, differentiable map of rows, given a condition.
 *
 * <p>The contract, tested for every implementation: {@code inverse(forward(x).value())} is x, and
 * {@code forward(x).logAbsDetJacobian()} is the log-determinant that automatic differentiation
 * gives.
 */
public interface Bijector {

  /** How many columns a row has, before and after. */
  int dimension();

  /**
   * Maps x to its image.
   *
   * @param x (batch, {@link #dimension()})
   */
  Transformed forward(NDArray x, Condition condition);

  /**
   * Undoes {@link #forward}.
   *
   * @param z (batch, {@link #dimension()})
   * @return (batch, {@link #dimension()})
   */
  NDArray inverse(NDArray z, Condition condition);
}
