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
 * A residual network from the design parameters to what a surrogate says of them: the signed latent
 * of the property, and the logarithm of the uncertainty.
 */
public final class StudentNetwork {
  private static final String PREFIX = "student";
  private static final int OUTPUTS = 2;

  private final NetworkState state;
  private final ResidualPerceptron network;

  /**
   * What it says.
   *
   * @param property (batch, 1), the signed latent in the property's unit
   * @param logUncertainty (batch, 1), the natural logarithm of the uncertainty in standard
   *     deviations of the property
   */
  public record Output(NDArray property, NDArray logUncertainty) {}

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this kind
   */
  public StudentNetwork(NetworkState state) {
    this.state = state;
    network =
        new ResidualPerceptron(
            state.manager(), state.weights(), PREFIX, state.dimension(), OUTPUTS);
  }

  /** Freshly drawn weights. */
  public static Weights initialize(
      NDManager manager,
      DenseNetwork.Architecture size,
      int dimension,
      UniformRandomProvider random) {
    return size.initialize(manager, PREFIX, dimension, OUTPUTS, random);
  }

  /** The tensors that {@link #initialize} makes. */
  public static List<TensorSpec> tensors(DenseNetwork.Architecture size, int dimension) {
    return size.tensors(PREFIX, dimension, OUTPUTS);
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
    NDList outputs = network.apply(state.inCoordinates(x)).split(OUTPUTS, 1);
    return new Output(state.scaling().propertyInUnit(outputs.get(0)), outputs.get(1));
  }
}
