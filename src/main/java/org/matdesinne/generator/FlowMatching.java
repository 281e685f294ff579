package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.util.Arrays;
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
 * Conditional flow matching (Lipman et al. 2023): a velocity v(u, t, y) that carries standard
 * normal points at t = 0 along straight lines to the standardised design points at t = 1. A
 * candidate is a latent carried along, by the classical Runge-Kutta method in equal steps.
 */
public final class FlowMatching extends NetworkGenerator {
  private static final String VELOCITY = "velocity";

  /**
   * Size of a network, and how it is integrated.
   *
   * @param hidden nodes in each hidden layer
   * @param layers hidden layers
   * @param frequencies pairs sin 2πkt, cos 2πkt that the network sees besides t
   * @param steps of the integration, each of four evaluations
   */
  public record Architecture(int hidden, int layers, int frequencies, int steps)
      implements Serializable {

    /** Reads {@code hidden, layers, frequencies, steps}. */
    public static Architecture from(Section section) {
      return new Architecture(
          section.integer("hidden", 1),
          section.integer("layers", 1),
          section.integer("frequencies", 0),
          section.integer("steps", 1));
    }

    private int inputs(int dimension, int conditions) {
      return dimension + 1 + 2 * frequencies + conditions;
    }

    /** Freshly drawn weights. */
    public Weights initialize(
        NDManager manager, int dimension, int conditions, UniformRandomProvider random) {
      int[] widths = widths(dimension, conditions);
      Weights weights = new Weights();
      Perceptron.initialize(weights, manager, VELOCITY, widths, Perceptron::inverseRoot, random);
      return weights;
    }

    /** The tensors that {@link #initialize} makes. */
    public List<TensorSpec> tensors(int dimension, int conditions) {
      return TensorSpec.perceptron(VELOCITY, widths(dimension, conditions));
    }

    private int[] widths(int dimension, int conditions) {
      int[] widths = new int[layers + 2];
      Arrays.fill(widths, hidden);
      widths[0] = inputs(dimension, conditions);
      widths[layers + 1] = dimension;
      return widths;
    }
  }

  private final ConditionEncoding encoding;
  private final Architecture architecture;
  private final Perceptron network;

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public FlowMatching(NetworkState state, ConditionEncoding encoding, Architecture architecture) {
    super(state);
    this.encoding = encoding;
    this.architecture = architecture;
    int inputs = architecture.inputs(state.dimension(), encoding.columns());
    network = Perceptron.of(state.weights(), VELOCITY, inputs, state.dimension(), Activation.SILU);
  }

  /**
   * The velocity of points.
   *
   * @param u (batch, parameters), standardised
   * @param t (batch, 1), from 0 to 1
   * @param y (batch, properties) in their units
   * @return (batch, parameters)
   */
  public NDArray velocity(NDArray u, NDArray t, NDArray y) {
    return velocityAt(u, t, encoding.encode(y, state().scaling()));
  }

  private NDArray velocityAt(NDArray u, NDArray t, NDArray condition) {
    NDList inputs = new NDList(u, t);
    for (int k = 1; k <= architecture.frequencies(); k++) {
      NDArray angle = t.mul(Tensors.scalar(2 * Math.PI * k, t));
      inputs.add(angle.sin());
      inputs.add(angle.cos());
    }
    inputs.add(condition);
    return network.apply(NDArrays.concat(inputs, 1));
  }

  @Override
  public int latentDimension() {
    return state().dimension();
  }

  @Override
  NDArray draw(NDArray latents, NDArray targets) {
    NDArray condition = encoding.encode(targets, state().scaling());
    NDArray u = latents;
    double step = 1.0 / architecture.steps();
    for (int k = 0; k < architecture.steps(); k++) {
      u = advanced(u, k * step, step, condition);
    }
    return state().inUnits(u);
  }

  /** One step of the classical Runge-Kutta method. */
  private NDArray advanced(NDArray u, double t, double step, NDArray condition) {
    NDArray k1 = at(u, t, condition);
    NDArray k2 = at(u.add(k1.mul(step / 2)), t + step / 2, condition);
    NDArray k3 = at(u.add(k2.mul(step / 2)), t + step / 2, condition);
    NDArray k4 = at(u.add(k3.mul(step)), t + step, condition);
    return u.add(k1.add(k2.mul(2)).add(k3.mul(2)).add(k4).mul(step / 6));
  }

  private NDArray at(NDArray u, double t, NDArray condition) {
    NDArray time = u.getManager().full(new Shape(u.size(0), 1), (float) t);
    return velocityAt(u, time, condition);
  }
}
