package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;

/**
 * A monotonic map of each number of a (batch, columns) tensor, each by parameters of its own: what
 * a coupling layer does to one half of a row.
 */
public sealed interface ElementwiseMap
    permits ClampedAffine, RationalQuadraticSpline, AffineSpline {

  /** How many parameters a number's map has. */
  int parameters();

  /**
   * Maps each number.
   *
   * @param u (batch, columns)
   * @param parameters (batch, columns · {@link #parameters()})
   */
  Transformed forward(NDArray u, NDArray parameters);

  /**
   * Undoes {@link #forward}.
   *
   * @param v (batch, columns)
   * @param parameters (batch, columns · {@link #parameters()})
   * @return (batch, columns)
   */
  NDArray inverse(NDArray v, NDArray parameters);
}
