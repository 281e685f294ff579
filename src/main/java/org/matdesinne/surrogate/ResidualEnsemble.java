package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;

/** Trained {@linkplain DenseNetwork residual networks} of one size and one scaling. */
public final class ResidualEnsemble implements PropertyModel {
  private final NetworkState state;
  private final ResidualKernel kernel;

  /**
   * Takes charge of {@code members}, which share a manager.
   *
   * @throws IllegalArgumentException when the weights are not of this kind, or not of one size
   */
  public ResidualEnsemble(List<NetworkState> members) {
    state = members.get(0);
    kernel =
        new ResidualKernel(
            state, members.stream().map(member -> new DenseNetwork(member).layers()).toList());
  }

  @Override
  public int members() {
    return kernel.members();
  }

  @Override
  public NDManager manager() {
    return state.manager();
  }

  @Override
  public NDArray value(NDArray x) {
    return state.scaling().rowsInUnits(kernel.value(x));
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    Scaling scaling = state.scaling();
    ValueAndGradient found = kernel.valueAndGradient(x);
    return new ValueAndGradient(
        scaling.rowsInUnits(found.value()), scaling.slopesInUnits(found.gradient()));
  }

  @Override
  public void close() {
    state.manager().close();
  }
}
