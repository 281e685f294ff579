package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.generator.FlowMatching;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * Conditional flow matching's objective (Lipman et al. 2023): with u0 a standard normal point, u1 a
 * training point and t uniform, the mean squared difference of the velocity at (1 − t) u0 + t u1
 * from u1 − u0. Its score is the same of the validation rows, with the same draws every time.
 */
public final class VelocityRegression implements Objective {
  private static final long SCORE_SEED = 1;

  private final FlowMatching network;

  /** Trains {@code network}. */
  public VelocityRegression(FlowMatching network) {
    this.network = network;
  }

  @Override
  public Weights weights() {
    return network.state().weights();
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NetworkState state = network.state();
    NDManager manager = state.manager();
    NDArray end = state.standardized(state.points(batch.x()));
    NDArray start = Noise.normal(manager, batch.rows(), state.dimension(), random);
    NDArray t = Noise.uniform(manager, batch.rows(), random);
    NDArray way = end.sub(start);
    NDArray velocity =
        network.velocity(start.add(way.mul(t)), t, Tensors.column(manager, batch.y()));
    return velocity.sub(way).square().mean();
  }

  @Override
  public double score(Examples validation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      UniformRandomProvider same = RandomSource.XO_SHI_RO_256_PP.create(SCORE_SEED);
      return loss(validation, same).stopGradient().getFloat();
    }
  }

  @Override
  public String scoreName() {
    return "mean squared error of the velocity";
  }
}
