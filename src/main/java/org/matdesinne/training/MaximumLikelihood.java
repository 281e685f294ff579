package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.matdesinne.generator.ConditionalInvertibleNetwork;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * The cINN's objective: mean of 0.5 ‖z‖² − log |det J| over the batch, up to a constant.
 *
 * <p>Its score is the error that the network implies for the label: by Bayes' rule p(y | x) ∝ p(x |
 * y) p(y) with the validation rows' histogram as p(y), and the score is the mean of E |y′ − y| over
 * y′ ~ p(y′ | x). The likelihood itself is no yardstick where part of the rows lie on a sheet of
 * lower dimension, where a density is singular: in the ratio that factor cancels. On the MoS2 data
 * the score falls together with the raw error of generated candidates, while the median likelihood
 * of unseen rows has its optimum long before.
 */
public final class MaximumLikelihood implements Objective {
  private static final int LABEL_BINS = 24;
  private static final int MOST_ROWS = 400;

  private final ConditionalInvertibleNetwork network;
  private final double inputNoise;

  /**
   * Trains {@code network}.
   *
   * @param inputNoise see {@link TrainingSettings}
   */
  public MaximumLikelihood(ConditionalInvertibleNetwork network, double inputNoise) {
    this.network = network;
    this.inputNoise = inputNoise;
  }

  @Override
  public Weights weights() {
    return network.weights();
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    return logDensity(noisy(batch.x(), random), batch.y()).mean().neg();
  }

  private double[][] noisy(double[][] x, UniformRandomProvider random) {
    if (inputNoise == 0) {
      return x;
    }
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] scale = network.scaling().designScale();
    double[][] noisy = new double[x.length][scale.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < scale.length; j++) {
        noisy[i][j] = x[i][j] + inputNoise * scale[j] * normal.sample();
      }
    }
    return noisy;
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
    NDManager manager = network.manager();
    return network.logDensity(
        Tensors.of(manager, x, network.latentDimension()), Tensors.column(manager, y));
  }
}
