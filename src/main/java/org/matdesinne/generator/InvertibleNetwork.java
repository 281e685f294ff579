package org.matdesinne.generator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.Flow;
import org.matdesinne.flow.GlowFlow;
import org.matdesinne.flow.Standardization;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/**
 * INN (Ardizzone et al. 2018; Fung et al. 2021): a flow between x and [z, y], the property in the
 * last column. Forward it predicts the property, backward it generates. The latent has one number
 * fewer than the design has parameters.
 */
public final class InvertibleNetwork implements Generator {
  private final NDManager manager;
  private final Weights weights;
  private final Scaling scaling;
  private final Standardization standardization;
  private final Flow flow;

  /**
   * Takes charge of {@code manager}, which owns {@code weights}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public InvertibleNetwork(
      NDManager manager, Weights weights, Scaling scaling, GlowFlow.Architecture architecture) {
    this.manager = manager;
    this.weights = weights;
    this.scaling = scaling;
    standardization =
        new Standardization(manager, DataType.FLOAT32, scaling.designMean(), scaling.designScale());
    flow = GlowFlow.of(manager, weights, scaling.dimension(), 0, architecture);
  }

  /** A trained network. */
  public static InvertibleNetwork open(
      Device device, byte[] safetensors, Scaling scaling, GlowFlow.Architecture architecture) {
    NDManager manager = TorchRuntime.manager(device);
    Weights weights = Weights.decode(manager, safetensors);
    return new InvertibleNetwork(manager, weights, scaling, architecture);
  }

  /** The network's parameters. */
  public Weights weights() {
    return weights;
  }

  /** The manager that owns the parameters; rows live in it or below. */
  public NDManager manager() {
    return manager;
  }

  /** How many parameters a design point has. */
  public int designDimension() {
    return scaling.dimension();
  }

  /** Design points in units of their training deviation: (batch, parameters) to the same. */
  public NDArray standardized(NDArray x) {
    return standardization.forward(x, Condition.none()).value();
  }

  /** The property in units of its training deviation: (batch, 1) to the same. */
  public NDArray standardizedProperty(NDArray y) {
    return y.sub(scaling.propertyMean()).div(scaling.propertyScale());
  }

  /**
   * The forward pass in standardised units.
   *
   * @param u (batch, parameters)
   * @return latent (batch, parameters − 1) and property (batch, 1)
   */
  public NDList forward(NDArray u) {
    return flow.forward(u, Condition.none()).value().split(new long[] {latentDimension()}, 1);
  }

  /**
   * The backward pass in standardised units.
   *
   * @param latent (batch, parameters − 1)
   * @param property (batch, 1)
   * @return (batch, parameters)
   */
  public NDArray backward(NDArray latent, NDArray property) {
    return flow.inverse(NDArrays.concat(new NDList(latent, property), 1), Condition.none());
  }

  /**
   * The property that the forward pass predicts.
   *
   * @param x (batch, parameters) in the units of the design space
   * @return (batch, 1) in the property's unit
   */
  public NDArray property(NDArray x) {
    NDArray standardized = forward(standardized(x)).get(1);
    return standardized
        .mul(Tensors.scalar(scaling.propertyScale(), standardized))
        .add(scaling.propertyMean());
  }

  @Override
  public int latentDimension() {
    return scaling.dimension() - 1;
  }

  @Override
  public double[][] generate(double[][] latents, double target) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray z = Tensors.of(manager, latents, latentDimension());
      NDArray y = manager.full(new Shape(latents.length, 1), (float) target);
      NDArray u = backward(z, standardizedProperty(y));
      return Tensors.rows(standardization.inverse(u, Condition.none()));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
