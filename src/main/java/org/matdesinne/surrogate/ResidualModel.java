package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.ResidualEnsemble;
import org.matdesinne.network.ValueAndGradient;

/** Residual networks side by side. */
public final class ResidualModel implements PropertyModel {
  private final NDManager manager;
  private final ResidualEnsemble networks;

  /**
   * Takes charge of {@code members}, which share a manager.
   *
   * @throws IllegalArgumentException when the weights are not of this kind
   */
  public ResidualModel(List<NetworkState> members) {
    manager = members.get(0).manager();
    networks = new ResidualEnsemble(members);
  }

  @Override
  public int members() {
    return networks.members();
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public NDArray value(NDArray x) {
    return networks.value(x);
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    return networks.valueAndGradient(x);
  }

  @Override
  public void close() {
    manager.close();
  }
}
