package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.nn.Tensors;

/**
 * The INN's objective (Ardizzone et al. 2018): squared error of the properties, discrepancy of [z,
 * y] from a standard normal z independent of y, and discrepancy of the rows that the backward pass
 * makes from the training rows. The property in the second term passes no gradient back.
 */
public final class InvertibleRegression extends PropertyRegression {
  private final InvertibleNetwork network;
  private final TargetNoise noise;

  /**
   * Trains {@code network}.
   *
   * @param floors least value that each property can take; predictions are scored as cut off there
   * @param noise on the property that the forward pass is trained towards, and on what the backward
   *     pass starts from
   */
  public InvertibleRegression(InvertibleNetwork network, Amounts floors, TargetNoise noise) {
    super(network.state(), network::properties, floors);
    this.network = network;
    this.noise = noise;
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NDManager manager = state().manager();
    NDArray u = state().inCoordinates(state().points(batch.x()));
    NDArray y = state().scaling().standardized(state().labels(batch.y()));
    NDArray z = Noise.normal(manager, batch.rows(), network.latentDimension(), random);
    NDArray forwardY = noisy(y, labelNoise(), random);
    NDArray backwardY = noisy(y, labelNoise(), random);
    NDArray backwardZ = noisy(z, Amounts.all(noise.latent(), network.latentDimension()), random);

    NDList output = network.forward(u);
    NDArray squaredError = output.get(1).sub(forwardY).square().mean();
    NDArray latentDiscrepancy =
        MaximumMeanDiscrepancy.FORWARD.between(
            joined(output.get(0), output.get(1).stopGradient()), joined(z, forwardY));
    NDArray designDiscrepancy =
        MaximumMeanDiscrepancy.BACKWARD.between(network.backward(backwardZ, backwardY), u);
    return squaredError.add(latentDiscrepancy).add(designDiscrepancy);
  }

  /** In standard deviations of the properties. */
  private Amounts labelNoise() {
    Amounts scale = state().scaling().propertyScale();
    double[] deviations = new double[scale.count()];
    Arrays.setAll(deviations, k -> noise.label(k) / scale.get(k));
    return Amounts.of(deviations);
  }

  /** {@code values} with normal noise of these deviations; without any, nothing is drawn. */
  private static NDArray noisy(NDArray values, Amounts deviations, UniformRandomProvider random) {
    if (!deviations.anyPositive()) {
      return values;
    }
    int rows = (int) values.size(0);
    int columns = (int) values.size(1);
    return values.add(
        Noise.normal(values.getManager(), rows, columns, random)
            .mul(Tensors.operand(deviations.toArray(), new Shape(columns), values)));
  }

  private static NDArray joined(NDArray left, NDArray right) {
    return NDArrays.concat(new NDList(left, right), 1);
  }
}
