package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.generator.ConditionalInvertibleNetwork;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * The cINN's objective: mean of 0.5 ‖z‖² − log |det J| over the batch, up to a constant.
 *
 * <p>Its score is the median negative log-likelihood. The mean is no yardstick where part of the
 * rows lie on a sheet of lower dimension: there a density is singular.
 */
public final class MaximumLikelihood implements Objective {
  private final ConditionalInvertibleNetwork network;

  /** Trains {@code network}. */
  public MaximumLikelihood(ConditionalInvertibleNetwork network) {
    this.network = network;
  }

  @Override
  public Weights weights() {
    return network.weights();
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    return negativeLogLikelihood(batch).mean();
  }

  @Override
  public double score(Examples validation) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      double[] values = Tensors.flat(negativeLogLikelihood(validation).stopGradient());
      Arrays.sort(values);
      return 0.5 * (values[(values.length - 1) / 2] + values[values.length / 2]);
    }
  }

  @Override
  public String scoreName() {
    return "median negative log-likelihood";
  }

  private NDArray negativeLogLikelihood(Examples rows) {
    NDManager manager = network.manager();
    NDArray x = Tensors.of(manager, rows.x(), network.latentDimension());
    return network.logDensity(x, Tensors.column(manager, rows.y())).neg();
  }
}
