package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.generator.FlowMatching;
import org.matdesinne.metrics.NetworkScore;

/**
 * Conditional flow matching's objective (Lipman et al. 2023): with u0 a standard normal point, u1 a
 * training point and t uniform, the mean squared difference of the velocity at (1 − t) u0 + t u1
 * from u1 − u0. Its score is the same of the validation rows, with the same draws every time.
 */
public final class VelocityRegression extends SampledObjective {
  private final FlowMatching network;

  /** Trains {@code network}. */
  public VelocityRegression(FlowMatching network) {
    super(network.state());
    this.network = network;
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NDManager manager = state().manager();
    NDArray end = state().inCoordinates(state().points(batch.x()));
    NDArray start = Noise.normal(manager, batch.rows(), state().dimension(), random);
    NDArray t = Noise.uniform(manager, batch.rows(), random);
    NDArray way = end.sub(start);
    NDArray velocity = network.velocity(start.add(way.mul(t)), t, state().labels(batch.y()));
    return velocity.sub(way).square().mean();
  }

  @Override
  public NetworkScore measure() {
    return NetworkScore.VELOCITY_ERROR;
  }
}
