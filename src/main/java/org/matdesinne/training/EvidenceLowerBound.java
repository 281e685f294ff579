package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.generator.VariationalAutoencoder;
import org.matdesinne.metrics.NetworkScore;

/**
 * The CVAE's objective (Kingma and Welling 2014): the negative evidence lower bound, up to a
 * constant. Its score is the same of the validation rows, with the same noise every time.
 */
public final class EvidenceLowerBound extends SampledObjective {
  private final VariationalAutoencoder network;

  /** Trains {@code network}. */
  public EvidenceLowerBound(VariationalAutoencoder network) {
    super(network.state());
    this.network = network;
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    NDManager manager = state().manager();
    NDArray noise = Noise.normal(manager, batch.rows(), network.codeDimension(), random);
    NDArray y = state().labels(batch.y());
    return network.evidenceLowerBound(state().points(batch.x()), y, noise).mean().neg();
  }

  @Override
  public NetworkScore measure() {
    return NetworkScore.NEGATIVE_EVIDENCE_LOWER_BOUND;
  }
}
