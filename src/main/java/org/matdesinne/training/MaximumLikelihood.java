package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.generator.DensityModel;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * Mean negative log-density of the batch; for a cINN that is 0.5 ‖z‖² − log |det J|, up to a
 * constant.
 *
 * <p>Its score is the error that the model implies for the label: by Bayes' rule p(y | x) ∝ p(x |
 * y) p(y) with the validation rows' histogram as p(y), and the score is the mean of E |y′ − y| over
 * y′ ~ p(y′ | x). The likelihood itself is no yardstick where part of the rows lie on a sheet of
 * lower dimension, where a density is singular: in the ratio that factor cancels. On the MoS2 data
 * the score falls together with the raw error of generated candidates, while the median likelihood
 * of unseen rows has its optimum long before.
 */
public final class MaximumLikelihood implements Objective {
  private static final int LABEL_BINS = 24;
  private static final int MOST_ROWS = 400;

  private final DensityModel model;

  /** Trains {@code model}. */
  public MaximumLikelihood(DensityModel model) {
    this.model = model;
  }

  @Override
  public Weights weights() {
    return model.state().weights();
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    return logDensity(batch.x(), batch.y()).mean().neg();
  }

  @Override
  public double score(Examples validation) {
    int rows = Math.min(validation.rows(), MOST_ROWS);
    double[][] x = Arrays.copyOf(validation.x(), rows);
    LabelHistogram prior = LabelHistogram.of(validation.y(), LABEL_BINS);
    double[][] logJoint = new double[prior.bins()][];
    for (int k = 0; k < prior.bins(); k++) {
      logJoint[k] = logJoint(x, prior, k);
    }
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += expectedError(logJoint, i, prior, validation.y()[i]);
    }
    return sum / rows;
  }

  private double[] logJoint(double[][] x, LabelHistogram prior, int bin) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      double[] y = new double[x.length];
      Arrays.fill(y, prior.label(bin));
      double[] logDensity = Tensors.flat(logDensity(x, y).stopGradient());
      return Arrays.stream(logDensity).map(d -> d + Math.log(prior.weight(bin))).toArray();
    }
  }

  /** E |y′ − y| over y′ ~ p(y′ | x of row {@code i}). */
  private static double expectedError(
      double[][] logJoint, int i, LabelHistogram prior, double label) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double[] bin : logJoint) {
      greatest = Math.max(greatest, bin[i]);
    }
    double total = 0;
    double error = 0;
    for (int k = 0; k < logJoint.length; k++) {
      double weight = Math.exp(logJoint[k][i] - greatest);
      total += weight;
      error += weight * Math.abs(prior.label(k) - label);
    }
    return error / total;
  }

  @Override
  public String scoreName() {
    return "implied mean absolute error of the label";
  }

  private NDArray logDensity(double[][] x, double[] y) {
    NetworkState state = model.state();
    return model.logDensity(state.points(x), Tensors.column(state.manager(), y));
  }
}
