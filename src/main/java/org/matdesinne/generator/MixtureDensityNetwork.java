package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.Transformed;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Activation;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * MDN (Bishop 1994): p(x | y) as a mixture of diagonal Gaussians whose weights, means and
 * deviations two perceptrons of three layers draw from y. The first latent number chooses the
 * component, the others the point in it.
 */
public final class MixtureDensityNetwork extends NetworkGenerator implements DensityModel {
  private static final String CATEGORICAL = "categorical";
  private static final String MIXTURE = "mixture";

  /**
   * Size of a network.
   *
   * @param components Gaussians
   * @param hidden nodes in each of the two hidden layers
   */
  public record Architecture(int components, int hidden) implements Serializable {

    /** Reads {@code components, hidden}. */
    public static Architecture from(Section section) {
      return new Architecture(section.integer("components", 1), section.integer("hidden", 1));
    }

    /** Freshly drawn weights. */
    public Weights initialize(
        NDManager manager, int dimension, int conditions, UniformRandomProvider random) {
      Weights weights = new Weights();
      int[] categorical = categorical(conditions);
      int[] mixture = mixture(dimension, conditions);
      Perceptron.initialize(
          weights, manager, CATEGORICAL, categorical, Perceptron::inverseRoot, random);
      Perceptron.initialize(weights, manager, MIXTURE, mixture, Perceptron::inverseRoot, random);
      return weights;
    }

    /** The tensors that {@link #initialize} makes. */
    public List<TensorSpec> tensors(int dimension, int conditions) {
      List<TensorSpec> tensors = new ArrayList<>();
      tensors.addAll(TensorSpec.perceptron(CATEGORICAL, categorical(conditions)));
      tensors.addAll(TensorSpec.perceptron(MIXTURE, mixture(dimension, conditions)));
      return tensors;
    }

    private int[] categorical(int conditions) {
      return new int[] {conditions, hidden, hidden, components};
    }

    private int[] mixture(int dimension, int conditions) {
      return new int[] {conditions, hidden, hidden, 2 * components * dimension};
    }
  }

  private final ConditionEncoding encoding;
  private final int components;
  private final Perceptron categorical;
  private final Perceptron mixture;

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public MixtureDensityNetwork(
      NetworkState state, ConditionEncoding encoding, Architecture architecture) {
    super(state);
    this.encoding = encoding;
    components = architecture.components();
    Weights weights = state.weights();
    int inputs = encoding.columns();
    int outputs = 2 * components * state.dimension();
    categorical = Perceptron.of(weights, CATEGORICAL, inputs, components, Activation.ELU);
    mixture = Perceptron.of(weights, MIXTURE, inputs, outputs, Activation.ELU);
  }

  /**
   * A mixture for each row, in standardised units.
   *
   * @param logWeight (batch, components)
   * @param mean (batch, components, parameters)
   * @param logDeviation (batch, components, parameters)
   */
  private record Mixture(NDArray logWeight, NDArray mean, NDArray logDeviation) {}

  private Mixture mixture(NDArray y) {
    NDArray condition = encoding.encode(y, state().scaling());
    NDArray outputs =
        mixture
            .apply(condition)
            .reshape(new Shape(y.size(0), components, 2L * state().dimension()));
    NDList halves = outputs.split(new long[] {state().dimension()}, 2);
    NDArray logWeight = categorical.apply(condition).logSoftmax(1);
    return new Mixture(logWeight, halves.get(0), halves.get(1));
  }

  @Override
  public NDArray logDensity(NDArray x, NDArray y) {
    Mixture all = mixture(y);
    Transformed u = state().coordinates().forward(x, Condition.none());
    NDArray z = u.value().expandDims(1).sub(all.mean).div(all.logDeviation.exp());
    int[] parameters = {2};
    NDArray half = Tensors.scalar(0.5, z);
    NDArray logComponent =
        z.square().mul(half).add(all.logDeviation).sum(parameters).neg().add(all.logWeight);
    int[] columns = {1};
    NDArray greatest = logComponent.stopGradient().max(columns, true);
    NDArray logSum = logComponent.sub(greatest).exp().sum(columns).log();
    double normalization = -0.5 * state().dimension() * Math.log(2 * Math.PI);
    return logSum.add(greatest.squeeze(1)).add(normalization).add(u.logAbsDetJacobian());
  }

  @Override
  public int latentDimension() {
    return state().dimension() + 1;
  }

  @Override
  NDArray draw(NDArray latents, NDArray targets) {
    Mixture each = mixture(targets);
    NDList parts = latents.split(new long[] {1}, 1);
    NDArray chosen = chosen(each.logWeight.exp(), parts.get(0)).expandDims(2);
    int[] all = {1};
    NDArray mean = each.mean.mul(chosen).sum(all);
    NDArray deviation = each.logDeviation.exp().mul(chosen).sum(all);
    return state().inUnits(mean.add(deviation.mul(parts.get(1))));
  }

  /**
   * 1 for the component that a standard normal number chooses, 0 for the others.
   *
   * @param weight (rows, components)
   * @param normal (rows, 1)
   * @return (rows, components)
   */
  private static NDArray chosen(NDArray weight, NDArray normal) {
    NDArray share = normal.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
    // Whether the component or one before it is chosen; the last one is whatever is left.
    NDArray reached = share.lt(weight.cumSum(1)).toType(weight.getDataType(), false);
    reached.set(new NDIndex(":, -1:"), 1);
    NDList parts = reached.split(new long[] {reached.size(1) - 1}, 1);
    NDArray before = NDArrays.concat(new NDList(normal.zerosLike(), parts.get(0)), 1);
    return reached.sub(before);
  }
}
