package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.generator.VariationalAutoencoder;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * The CVAE's objective (Kingma and Welling 2014): the negative evidence lower bound, up to a
 * constant. Its score is the same of the validation rows, with the same noise every time.
 */
public final class EvidenceLowerBound implements Objective {
  private static final long SCORE_SEED = 1;

  private final VariationalAutoencoder network;

  /** Trains {@code network}. */
  public EvidenceLowerBound(VariationalAutoencoder network) {
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
    NDArray noise = Noise.normal(manager, batch.rows(), network.codeDimension(), random);
    NDArray y = Tensors.column(manager, batch.y());
    return network.evidenceLowerBound(state.points(batch.x()), y, noise).mean().neg();
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
    return "negative evidence lower bound";
  }
}
