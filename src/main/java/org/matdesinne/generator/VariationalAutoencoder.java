package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Activation;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * CVAE (Sohn et al. 2015): p(x | y) = ∫ N(x; decoder(z, y), σ²) p(z) dz, encoder and decoder of
 * three layers. The deviation σ of each parameter is learned, as in the σ-VAE (Rybkin et al. 2021);
 * a latent sample holds z and the decoder's own noise.
 */
public final class VariationalAutoencoder extends NetworkGenerator {
  private static final String ENCODER = "encoder";
  private static final String DECODER = "decoder";
  private static final String LOG_DEVIATION = "decoder.log_deviation";

  /**
   * Size of a network.
   *
   * @param hidden nodes in each of the two hidden layers
   * @param latent numbers of z
   */
  public record Architecture(int hidden, int latent) implements Serializable {

    /** Reads {@code hidden, latent}. */
    public static Architecture from(Section section) {
      return new Architecture(section.integer("hidden", 1), section.integer("latent", 1));
    }

    /** Freshly drawn weights. */
    public Weights initialize(
        NDManager manager, int dimension, int conditions, UniformRandomProvider random) {
      Weights weights = new Weights();
      int[] encoder = encoder(dimension, conditions);
      int[] decoder = decoder(dimension, conditions);
      Perceptron.initialize(weights, manager, ENCODER, encoder, Perceptron::inverseRoot, random);
      Perceptron.initialize(weights, manager, DECODER, decoder, Perceptron::inverseRoot, random);
      weights.put(LOG_DEVIATION, manager.zeros(new Shape(dimension)));
      return weights;
    }

    /** The tensors that {@link #initialize} makes. */
    public List<TensorSpec> tensors(int dimension, int conditions) {
      List<TensorSpec> tensors = new ArrayList<>();
      tensors.addAll(TensorSpec.perceptron(ENCODER, encoder(dimension, conditions)));
      tensors.addAll(TensorSpec.perceptron(DECODER, decoder(dimension, conditions)));
      tensors.add(new TensorSpec(LOG_DEVIATION, DataType.FLOAT32, new Shape(dimension)));
      return tensors;
    }

    private int[] encoder(int dimension, int conditions) {
      return new int[] {dimension + conditions, hidden, hidden, 2 * latent};
    }

    private int[] decoder(int dimension, int conditions) {
      return new int[] {latent + conditions, hidden, hidden, dimension};
    }
  }

  private final ConditionEncoding encoding;
  private final int latent;
  private final Perceptron encoder;
  private final Perceptron decoder;
  private final NDArray logDeviation; // (parameters)

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public VariationalAutoencoder(
      NetworkState state, ConditionEncoding encoding, Architecture architecture) {
    super(state);
    this.encoding = encoding;
    latent = architecture.latent();
    int columns = encoding.columns();
    int dimension = state.dimension();
    Weights weights = state.weights();
    encoder = Perceptron.of(weights, ENCODER, dimension + columns, 2 * latent, Activation.RELU);
    decoder = Perceptron.of(weights, DECODER, latent + columns, dimension, Activation.RELU);
    logDeviation = weights.tensor(LOG_DEVIATION, new Shape(dimension));
  }

  /** How many numbers z has. */
  public int codeDimension() {
    return latent;
  }

  /**
   * The evidence lower bound of log p(x | y) in standardised units, without its constant: one
   * sample of z for each row.
   *
   * @param x (batch, parameters) in the units of the design space
   * @param y (batch, properties) in their units
   * @param noise (batch, {@link #codeDimension()}), standard normal
   * @return (batch)
   */
  public NDArray evidenceLowerBound(NDArray x, NDArray y, NDArray noise) {
    NDArray u = state().inCoordinates(x);
    NDArray condition = encoding.encode(y, state().scaling());
    NDList code = encoder.apply(joined(u, condition)).split(new long[] {latent}, 1);
    NDArray mean = code.get(0);
    NDArray logDeviationOfCode = code.get(1);
    NDArray deviation = logDeviationOfCode.exp();
    NDArray decoded = decoder.apply(joined(mean.add(deviation.mul(noise)), condition));
    NDArray half = Tensors.scalar(0.5, u);
    int[] columns = {1};
    NDArray misfit =
        u.sub(decoded).div(logDeviation.exp()).square().mul(half).add(logDeviation).sum(columns);
    NDArray divergence =
        mean.square().add(deviation.square()).sub(1).mul(half).sub(logDeviationOfCode).sum(columns);
    return misfit.add(divergence).neg();
  }

  @Override
  public int latentDimension() {
    return latent + state().dimension();
  }

  @Override
  NDArray draw(NDArray latents, NDArray targets) {
    NDList parts = latents.split(new long[] {latent}, 1);
    NDArray condition = encoding.encode(targets, state().scaling());
    NDArray mean = decoder.apply(joined(parts.get(0), condition));
    return state().inUnits(mean.add(parts.get(1).mul(logDeviation.exp())));
  }

  private static NDArray joined(NDArray left, NDArray right) {
    return NDArrays.concat(new NDList(left, right), 1);
  }
}
