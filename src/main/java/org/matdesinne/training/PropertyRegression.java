package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.matdesinne.dataset.Examples;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;

/**
 * An objective of networks that predict the property, scored by the mean absolute error of their
 * predictions, each cut off at the property's floor.
 */
abstract class PropertyRegression extends NetworkObjective {
  private final UnaryOperator<NDArray> property;
  private final double floor;

  /**
   * Trains the network of {@code state}.
   *
   * @param property its prediction, from (batch, parameters) to (batch, 1), both in their units
   * @param floor least value that the property can take
   */
  PropertyRegression(NetworkState state, UnaryOperator<NDArray> property, double floor) {
    super(state);
    this.property = property;
    this.floor = floor;
  }

  /**
   * What a signed latent is off by: where the label lies on the floor, only what it exceeds the
   * floor less a margin by.
   *
   * @param latent (batch, 1) in the property's unit
   * @param labels (batch) in the property's unit
   * @param margin in the property's unit
   * @return (batch, 1) in the property's unit
   */
  final NDArray censoredError(NDArray latent, double[] labels, double margin) {
    double[] bounds = new double[labels.length];
    double[] least = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      boolean above = labels[i] > floor;
      bounds[i] = above ? labels[i] : floor - margin;
      least[i] = above ? Double.NEGATIVE_INFINITY : 0;
    }
    NDArray difference = latent.sub(Tensors.column(state().manager(), bounds));
    return difference.maximum(Tensors.column(state().manager(), least));
  }

  @Override
  public final double score(Examples validation) {
    return Tensors.scoped(
        () -> {
          NDArray y = Tensors.column(state().manager(), validation.y());
          NDArray predicted = property.apply(state().points(validation.x())).stopGradient();
          return (double) predicted.maximum(floor).sub(y).abs().mean().getFloat();
        });
  }

  @Override
  public final NetworkScore measure() {
    return NetworkScore.PROPERTY_ERROR;
  }
}
