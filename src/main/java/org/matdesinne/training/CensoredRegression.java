package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.nn.Tensors;

/**
 * Regression of properties with floors through their signed latents s (Tobin 1958): a label above
 * its floor says what s is, a label on it only that s is not above, by a margin where one is set.
 * Errors count by the pseudo-Huber function, as squares while they are small and by their size
 * beyond.
 */
public final class CensoredRegression extends PropertyRegression {
  /** Where squares end, in standard deviations of the property. */
  private static final double KNEE = 0.03;

  private final DenseNetwork network;
  private final Amounts margins;

  /**
   * Trains {@code network}.
   *
   * @param floors least value that each property can take
   * @param margins s is so much below the floor, or more, where a label lies on it
   */
  public CensoredRegression(DenseNetwork network, Amounts floors, Amounts margins) {
    super(network.state(), network::properties, floors);
    this.network = network;
    this.margins = margins;
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NDArray latents = network.properties(state().points(batch.x()));
    NDArray errors = censoredErrors(latents, batch.y(), margins);
    NDArray knees = inMultiples(errors, state().scaling().propertyScale().map(s -> KNEE * s));
    NDArray one = Tensors.scalar(1, knees);
    return knees.square().add(one).sqrt().mean().sub(one);
  }
}
