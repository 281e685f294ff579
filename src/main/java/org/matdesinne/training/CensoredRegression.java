package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.nn.Tensors;

/**
 * Regression of a property with a floor through its signed latent s (Tobin 1958): a label above the
 * floor says what s is, a label on it only that s is not above, by a margin where one is set.
 * Errors count by the pseudo-Huber function, as squares while they are small and by their size
 * beyond.
 */
public final class CensoredRegression extends PropertyRegression {
  /** Where squares end, in standard deviations of the property. */
  private static final double KNEE = 0.03;

  private final DenseNetwork network;
  private final double margin;

  /**
   * Trains {@code network}.
   *
   * @param floor least value that the property can take
   * @param margin s is so much below the floor, or more, where a label lies on it, in the
   *     property's unit
   */
  public CensoredRegression(DenseNetwork network, double floor, double margin) {
    super(network.state(), network::property, floor);
    this.network = network;
    this.margin = margin;
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NDArray error = censoredError(network.property(state().points(batch.x())), batch.y(), margin);
    NDArray knees = error.div(Tensors.scalar(KNEE * state().scaling().propertyScale(), error));
    NDArray one = Tensors.scalar(1, knees);
    return knees.square().add(one).sqrt().mean().sub(one);
  }
}
