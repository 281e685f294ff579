package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.nn.Weights;

/** What a network is trained for. */
public interface Objective {

  /** The parameters to train. */
  Weights weights();

  /**
   * The loss of a batch, to be minimised.
   *
   * @param random for objectives that sample
   * @return a scalar, differentiable in the weights
   */
  NDArray loss(Examples batch, UniformRandomProvider random);

  /** How good the network is on rows it was not trained on; lower is better. */
  double score(Examples validation);

  /** What {@link #score} measures. */
  NetworkScore measure();
}
