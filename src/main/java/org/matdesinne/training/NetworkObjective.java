package org.matdesinne.training;

import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Weights;

/** An objective of one network, all of whose weights are trained. */
abstract class NetworkObjective implements Objective {
  private final NetworkState state;

  NetworkObjective(NetworkState state) {
    this.state = state;
  }

  /** The tensors and units of the network in training. */
  final NetworkState state() {
    return state;
  }

  @Override
  public final Weights weights() {
    return state.weights();
  }
}
