package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.UnaryOperator;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;

/** One network. */
public final class NetworkModel implements PropertyModel {
  private final NetworkState state;
  private final UnaryOperator<NDArray> property;

  /**
   * Takes charge of {@code state}.
   *
   * @param property from (batch, parameters) to (batch, 1), both in their units; for the paper's
   *     surrogate the forward pass of an INN
   */
  public NetworkModel(NetworkState state, UnaryOperator<NDArray> property) {
    this.state = state;
    this.property = property;
  }

  @Override
  public double[] value(double[][] points) {
    return Tensors.scoped(() -> Tensors.flat(property.apply(state.points(points))));
  }

  @Override
  public ValueAndGradient valueAndGradient(double[][] points) {
    try (NDScope scope = new NDScope();
        GradientTape tape = GradientTape.open()) {
      scope.suppressNotUsedWarning();
      NDArray x = state.points(points);
      x.setRequiresGradient(true);
      NDArray value = property.apply(x);
      tape.backward(value);
      return new ValueAndGradient(
          Tensors.flat(value.stopGradient()), Tensors.rows(x.getGradient()));
    }
  }

  @Override
  public void close() {
    state.manager().close();
  }
}
