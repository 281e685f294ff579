package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;

/** A bijector that maps each column by itself. */
public interface Columnwise extends Bijector {

  /**
   * The derivative of each column of the image by the same column of x.
   *
   * @param image (batch, {@link #dimension()}) of x, as {@link #forward} gives it
   * @return of a shape that can be multiplied with {@code image}
   */
  NDArray slope(NDArray x, NDArray image);
}
