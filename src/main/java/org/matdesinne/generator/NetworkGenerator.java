package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
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
  public final PointBatch draw(double[][] latents, double[][] y) {
    return new PointBatch(
        draw(Tensors.matrix(state.manager(), latents, latentDimension()), state.labels(y)));
  }

  /**
   * Inverts the network.
   *
   * @param latents (rows, {@link #latentDimension()})
   * @param targets (rows, properties), in their units
   * @return (rows, parameters) in the units of the design space
   */
  abstract NDArray draw(NDArray latents, NDArray targets);

  @Override
  public final void close() {
    state.manager().close();
  }
}
