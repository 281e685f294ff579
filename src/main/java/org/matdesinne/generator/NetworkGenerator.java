package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;

/** A generator that is a network: it owns the network's state. */
abstract class NetworkGenerator implements Generator {
  private final NetworkState state;

  /** Takes charge of {@code state}. */
  NetworkGenerator(NetworkState state) {
    this.state = state;
  }

  /** Its tensors and units. */
  public final NetworkState state() {
    return state;
  }

  @Override
  public final PointBatch draw(double[][] latents, double target) {
    NDManager manager = state.manager();
    return new PointBatch(
        draw(
            Tensors.matrix(manager, latents, latentDimension()),
            manager.full(new Shape(latents.length, 1), (float) target)));
  }

  /**
   * Inverts the network.
   *
   * @param latents (rows, {@link #latentDimension()})
   * @param targets (rows, properties), in the property's unit
   * @return (rows, parameters) in the units of the design space
   */
  abstract NDArray draw(NDArray latents, NDArray targets);

  @Override
  public final void close() {
    state.manager().close();
  }
}
