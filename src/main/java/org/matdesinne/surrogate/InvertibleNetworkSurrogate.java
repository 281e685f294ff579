package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;

/**
 * The paper's surrogate: the forward pass of the trained INN, cut off at the property's floor. It
 * states no uncertainty.
 */
public final class InvertibleNetworkSurrogate implements Surrogate {
  private final InvertibleNetwork network;
  private final double floor;

  /**
   * Takes charge of {@code network}.
   *
   * @param floor least value that the property can take, in its unit
   */
  public InvertibleNetworkSurrogate(InvertibleNetwork network, double floor) {
    this.network = network;
    this.floor = floor;
  }

  @Override
  public Prediction predict(double[][] points) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      double[] value = cut(network.property(tensor(points)));
      double[] uncertainty = new double[value.length];
      Arrays.fill(uncertainty, Double.NaN);
      return new Prediction(value, uncertainty);
    }
  }

  @Override
  public Differential differentiate(double[][] points) {
    try (NDScope scope = new NDScope();
        GradientTape tape = GradientTape.open()) {
      scope.suppressNotUsedWarning();
      NDArray x = tensor(points);
      x.setRequiresGradient(true);
      NDArray value = network.property(x);
      tape.backward(value);
      return new Differential(cut(value.stopGradient()), Tensors.rows(x.getGradient()));
    }
  }

  private double[] cut(NDArray value) {
    return Arrays.stream(Tensors.flat(value)).map(v -> Math.max(v, floor)).toArray();
  }

  private NDArray tensor(double[][] points) {
    return network.state().points(points);
  }

  @Override
  public void close() {
    network.close();
  }
}
