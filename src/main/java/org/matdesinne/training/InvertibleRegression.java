package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * The INN's objective (Ardizzone et al. 2018): squared error of the property, discrepancy of [z, y]
 * from a standard normal z independent of y, and discrepancy of the rows that the backward pass
 * makes from the training rows. The property in the second term passes no gradient back.
 *
 * <p>Its score is the mean absolute error of the property.
 */
public final class InvertibleRegression implements Objective {
  private final InvertibleNetwork network;
  private final double floor;

  /**
   * Trains {@code network}.
   *
   * @param floor least value that the property can take; predictions are scored as cut off there
   */
  public InvertibleRegression(InvertibleNetwork network, double floor) {
    this.network = network;
    this.floor = floor;
  }

  @Override
  public Weights weights() {
    return network.state().weights();
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NetworkState state = network.state();
    NDManager manager = state.manager();
    NDArray u = state.inCoordinates(state.points(batch.x()));
    NDArray y = network.standardizedProperty(Tensors.column(manager, batch.y()));
    NDArray z = Noise.normal(manager, batch.rows(), network.latentDimension(), random);

    NDList output = network.forward(u);
    NDArray squaredError = output.get(1).sub(y).square().mean();
    NDArray latentDiscrepancy =
        MaximumMeanDiscrepancy.FORWARD.between(
            joined(output.get(0), output.get(1).stopGradient()), joined(z, y));
    NDArray designDiscrepancy = MaximumMeanDiscrepancy.BACKWARD.between(network.backward(z, y), u);
    return squaredError.add(latentDiscrepancy).add(designDiscrepancy);
  }

  @Override
  public double score(Examples validation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NetworkState state = network.state();
      NDArray x = state.points(validation.x());
      NDArray y = Tensors.column(state.manager(), validation.y());
      return network.property(x).stopGradient().maximum(floor).sub(y).abs().mean().getFloat();
    }
  }

  @Override
  public String scoreName() {
    return "mean absolute error of the property";
  }

  private static NDArray joined(NDArray left, NDArray right) {
    return NDArrays.concat(new NDList(left, right), 1);
  }
}
