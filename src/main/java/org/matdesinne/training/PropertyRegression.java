package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;

/**
 * An objective of networks that predict properties, scored by the mean absolute error of their
 * predictions, each cut off at its floor: of several properties in standard deviations.
 */
abstract class PropertyRegression extends NetworkObjective {
  private final UnaryOperator<NDArray> properties;
  private final Amounts floors;

  /**
   * Trains the network of {@code state}.
   *
   * @param properties its predictions, from (batch, parameters) to (batch, properties), both in
   *     their units
   * @param floors least value that each property can take
   */
  PropertyRegression(NetworkState state, UnaryOperator<NDArray> properties, Amounts floors) {
    super(state);
    this.properties = properties;
    this.floors = floors;
  }

  /**
   * What signed latents are off by: where a label lies on its floor, only what the latent exceeds
   * the floor less a margin by.
   *
   * @param latents (batch, properties) in their units
   * @param labels (batch, properties) in their units
   * @param margins of each property
   * @return (batch, properties) in their units
   */
  final NDArray censoredErrors(NDArray latents, double[][] labels, Amounts margins) {
    double[][] bounds = new double[labels.length][];
    double[][] least = new double[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      double[] label = labels[i];
      bounds[i] = new double[label.length];
      least[i] = new double[label.length];
      for (int k = 0; k < label.length; k++) {
        boolean above = label[k] > floors.get(k);
        bounds[i][k] = above ? label[k] : floors.get(k) - margins.get(k);
        least[i][k] = above ? Double.NEGATIVE_INFINITY : 0;
      }
    }
    return latents.sub(state().labels(bounds)).maximum(state().labels(least));
  }

  /** Values of the properties in multiples of amounts: (batch, properties) to the same. */
  static NDArray inMultiples(NDArray values, Amounts amounts) {
    return values.div(Tensors.operand(amounts.toArray(), new Shape(amounts.count()), values));
  }

  @Override
  public final double score(Examples validation) {
    return Tensors.scoped(
        () -> {
          NDArray y = state().labels(validation.y());
          NDArray predicted = properties.apply(state().points(validation.x())).stopGradient();
          NDArray floor = Tensors.operand(floors.toArray(), new Shape(floors.count()), predicted);
          NDArray errors = predicted.maximum(floor).sub(y).abs().mean(new int[] {0});
          return state().scaling().propertyScale().combined(Tensors.flat(errors));
        });
  }

  @Override
  public final NetworkScore measure() {
    return NetworkScore.PROPERTY_ERROR;
  }
}
