package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import org.matdesinne.network.NetworkState;

/** A model whose density p(x | y) can be computed. */
public interface DensityModel {

  /** Its tensors and units. */
  NetworkState state();

  /**
   * log p(x | y) of each row, per unit of design space.
   *
   * @param x (batch, parameters) in the units of the design space
   * @param y (batch, properties) in their units
   * @return (batch)
   */
  NDArray logDensity(NDArray x, NDArray y);
}
