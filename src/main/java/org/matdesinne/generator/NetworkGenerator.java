package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;

/** A generator that is a network: it owns the network's state, and draws in the engine's memory. */
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
  public final double[][] generate(double[][] latents, double target) {
    return Tensors.scoped(() -> Tensors.rows(draw(latents, target)));
  }

  /** What {@link #generate} gives, as a (batch, parameters) tensor. */
  abstract NDArray draw(double[][] latents, double target);

  /** Latents as a (batch, {@link #latentDimension()}) tensor. */
  final NDArray tensor(double[][] latents) {
    return Tensors.matrix(state.manager(), latents, latentDimension());
  }

  /** One target for each of {@code rows}: (rows, 1), in the property's unit. */
  final NDArray column(int rows, double target) {
    return state.manager().full(new Shape(rows, 1), (float) target);
  }

  @Override
  public final void close() {
    state.manager().close();
  }
}
