package org.matdesinne.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.ResidualPerceptron;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;

/** A residual network from the design parameters to the properties. */
public final class DenseNetwork {
  private static final String LATENT = "latent";

  /**
   * Size of a network.
   *
   * @param hidden nodes in each hidden layer
   * @param layers hidden layers; each but the first is added to what it was given
   */
  public record Architecture(int hidden, int layers) implements Serializable {

    /** Reads {@code hidden, layers}. */
    public static Architecture from(Section section) {
      return new Architecture(section.integer("hidden", 1), section.integer("layers", 1));
    }

    /** Freshly drawn weights. */
    public Weights initialize(
        NDManager manager, int dimension, int properties, UniformRandomProvider random) {
      return initialize(manager, LATENT, dimension, properties, random);
    }

    /** The tensors that {@link #initialize} makes. */
    public List<TensorSpec> tensors(int dimension, int properties) {
      return tensors(LATENT, dimension, properties);
    }

    Weights initialize(
        NDManager manager,
        String prefix,
        int dimension,
        int outputs,
        UniformRandomProvider random) {
      Weights weights = new Weights();
      int[] widths = widths(dimension, outputs);
      Perceptron.initialize(weights, manager, prefix, widths, Perceptron::inverseRoot, random);
      return weights;
    }

    List<TensorSpec> tensors(String prefix, int dimension, int outputs) {
      return TensorSpec.perceptron(prefix, widths(dimension, outputs));
    }

    private int[] widths(int dimension, int outputs) {
      int[] widths = new int[layers + 2];
      Arrays.fill(widths, hidden);
      widths[0] = dimension;
      widths[layers + 1] = outputs;
      return widths;
    }
  }

  private final NetworkState state;
  private final ResidualPerceptron network;

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this kind
   */
  public DenseNetwork(NetworkState state) {
    this.state = state;
    network =
        new ResidualPerceptron(
            state.manager(), state.weights(), LATENT, state.dimension(), state.properties());
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
   * The signed latents of the properties.
   *
   * @param x (batch, parameters) in the units of the design space
   * @return (batch, properties) in their units
   */
  public NDArray properties(NDArray x) {
    return state.scaling().inUnits(network.apply(state.inCoordinates(x)));
  }
}
