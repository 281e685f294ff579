package org.matdesinne.training;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.dataset.Examples;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;

/**
 * An objective that draws noise and is its own score: the loss of the validation rows, with the
 * same noise every time.
 */
abstract class SampledObjective extends NetworkObjective {
  private static final long SCORE_SEED = 1;

  SampledObjective(NetworkState state) {
    super(state);
  }

  @Override
  public final double score(Examples validation) {
    UniformRandomProvider same = RandomSource.XO_SHI_RO_256_PP.create(SCORE_SEED);
    return Tensors.scoped(() -> (double) loss(validation, same).stopGradient().getFloat());
  }
}
