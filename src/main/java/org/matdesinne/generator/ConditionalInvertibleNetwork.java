package org.matdesinne.generator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.Flow;
import org.matdesinne.flow.GlowFlow;
import org.matdesinne.flow.Standardization;
import org.matdesinne.flow.Transformed;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/**
 * cINN (Ardizzone et al. 2019; Fung et al. 2021): a flow between x and z, the property in every
 * subnet. The latent has as many numbers as the design has parameters.
 */
public final class ConditionalInvertibleNetwork implements Generator {
  private final NDManager manager;
  private final Weights weights;
  private final Scaling scaling;
  private final ConditionEncoding encoding;
  private final Flow flow;

  /**
   * Takes charge of {@code manager}, which owns {@code weights}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public ConditionalInvertibleNetwork(
      NDManager manager,
      Weights weights,
      Scaling scaling,
      ConditionEncoding encoding,
      GlowFlow.Architecture architecture) {
    this.manager = manager;
    this.weights = weights;
    this.scaling = scaling;
    this.encoding = encoding;
    flow =
        new Flow(
            List.of(
                new Standardization(
                    manager, DataType.FLOAT32, scaling.designMean(), scaling.designScale()),
                GlowFlow.of(
                    manager, weights, scaling.dimension(), encoding.columns(), architecture)));
  }

  /** A trained network. */
  public static ConditionalInvertibleNetwork open(
      Device device,
      byte[] safetensors,
      Scaling scaling,
      ConditionEncoding encoding,
      GlowFlow.Architecture architecture) {
    NDManager manager = TorchRuntime.manager(device);
    Weights weights = Weights.decode(manager, safetensors);
    return new ConditionalInvertibleNetwork(manager, weights, scaling, encoding, architecture);
  }

  /** The network's parameters. */
  public Weights weights() {
    return weights;
  }

  /** Means and deviations of the columns. */
  public Scaling scaling() {
    return scaling;
  }

  /** The manager that owns the parameters; rows live in it or below. */
  public NDManager manager() {
    return manager;
  }

  /**
   * log p(x | y) of each row, per unit of design space.
   *
   * @param x (batch, parameters) in the units of the design space
   * @param y (batch, 1) in the property's unit
   * @return (batch)
   */
  public NDArray logDensity(NDArray x, NDArray y) {
    Transformed latent = flow.forward(x, condition(y));
    int[] columns = {1};
    NDArray squaredNorm = latent.value().square().sum(columns);
    double normalization = -0.5 * scaling.dimension() * Math.log(2 * Math.PI);
    return latent
        .logAbsDetJacobian()
        .sub(squaredNorm.mul(Tensors.scalar(0.5, squaredNorm)))
        .add(normalization);
  }

  private Condition condition(NDArray y) {
    return Condition.on(encoding.encode(y, scaling));
  }

  @Override
  public int latentDimension() {
    return scaling.dimension();
  }

  @Override
  public double[][] generate(double[][] latents, double target) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray z = Tensors.of(manager, latents, latentDimension());
      NDArray y = manager.full(new Shape(latents.length, 1), (float) target);
      return Tensors.rows(flow.inverse(z, condition(y)));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
