package org.matdesinne.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.nn.ResidualPerceptron;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;

/**
 * A residual network from the design parameters to what a surrogate says of them: the signed
 * latents of the properties, and the logarithms of the uncertainties.
 */
public final class StudentNetwork {
  private static final String PREFIX = "student";

  private final NetworkState state;
  private final ResidualPerceptron network;

  /**
   * What it says.
   *
   * @param properties (batch, properties), the signed latents in the properties' units
   * @param logUncertainty (batch, properties), the natural logarithm of each uncertainty in
   *     standard deviations of the property
   */
  public record Output(NDArray properties, NDArray logUncertainty) {}

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this kind
   */
  public StudentNetwork(NetworkState state) {
    this.state = state;
    network =
        new ResidualPerceptron(
            state.manager(),
            state.weights(),
            PREFIX,
            state.dimension(),
            outputs(state.properties()));
  }

  /** Freshly drawn weights. */
  public static Weights initialize(
      NDManager manager,
      DenseNetwork.Architecture size,
      int dimension,
      int properties,
      UniformRandomProvider random) {
    return size.initialize(manager, PREFIX, dimension, outputs(properties), random);
  }

  /** The tensors that {@link #initialize} makes. */
  public static List<TensorSpec> tensors(
      DenseNetwork.Architecture size, int dimension, int properties) {
    return size.tensors(PREFIX, dimension, outputs(properties));
  }

  /** The latents, then the logarithms. */
  private static int outputs(int properties) {
    return 2 * properties;
  }

  /** Its tensors and units. */
  public NetworkState state() {
    return state;
  }

  /** Its layers. */
  public ResidualPerceptron layers() {
    return network;
  }

  /**
   * What it says of points.
   *
   * @param x (batch, parameters) in the units of the design space
   */
  public Output apply(NDArray x) {
    NDList outputs = network.apply(state.inCoordinates(x)).split(2, 1);
    return new Output(state.scaling().inUnits(outputs.get(0)), outputs.get(1));
  }
}
