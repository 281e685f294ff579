package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.generator.DensityModel;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * Mean negative log-density of the batch; for a cINN that is 0.5 ‖z‖² − log |det J|, up to a
 * constant.
 *
 * <p>Its score is the error that the model implies for the label: by Bayes' rule p(y | x) ∝ p(x |
 * y) p(y) with the validation rows' histogram as p(y), and the score is the mean of E |y′ − y| over
 * y′ ~ p(y′ | x). The likelihood itself is no yardstick where part of the rows lie on a slice of
 * lower dimension, where a density is singular: in the ratio that factor cancels. Where that was
 * measured, the score fell together with the raw error of generated candidates, while the median
 * likelihood of unseen rows had its optimum long before.
 */
public final class MaximumLikelihood implements Objective {
  private static final int LABEL_BINS = 24;
  private static final int MAX_ROWS = 400;
  private static final long SAMPLE_SEED = 0;

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
    // The same ones every time; few enough rows keep their order.
    Examples rows =
        validation.rows() <= MAX_ROWS ? validation : validation.sample(MAX_ROWS, SAMPLE_SEED);
    LabelHistogram prior = LabelHistogram.of(validation.y(), LABEL_BINS);
    double[] logJoint = logJoint(rows.x(), prior);
    double[][] y = rows.y();
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double[] ofRow = Arrays.copyOfRange(logJoint, i * prior.bins(), (i + 1) * prior.bins());
      sum += expectedError(ofRow, prior, y[i]);
    }
    return sum / rows.rows();
  }

  /** log p(x | y) p(y) of each row with each label of the histogram, labels within rows. */
  private double[] logJoint(double[][] x, LabelHistogram prior) {
    int bins = prior.bins();
    double[][] points = new double[x.length * bins][];
    double[][] labels = new double[points.length][];
    Arrays.setAll(points, k -> x[k / bins]);
    Arrays.setAll(labels, k -> prior.label(k % bins));
    double[] logJoint =
        Tensors.scoped(() -> Tensors.flat(logDensity(points, labels).stopGradient()));
    Arrays.setAll(logJoint, k -> logJoint[k] + Math.log(prior.weight(k % bins)));
    return logJoint;
  }

  /** E |y′ − y| over y′ ~ p(y′ | x), of one row: of several properties in standard deviations. */
  private double expectedError(double[] logJoint, LabelHistogram prior, double[] label) {
    double greatest = Arrays.stream(logJoint).max().orElseThrow();
    double total = 0;
    double error = 0;
    for (int k = 0; k < logJoint.length; k++) {
      double weight = Math.exp(logJoint[k] - greatest);
      total += weight;
      double[] bin = prior.label(k);
      double[] off = label.clone();
      Arrays.setAll(off, p -> Math.abs(bin[p] - label[p]));
      error += weight * model.state().scaling().propertyScale().combined(off);
    }
    return error / total;
  }

  @Override
  public NetworkScore measure() {
    return NetworkScore.IMPLIED_LABEL_ERROR;
  }

  private NDArray logDensity(double[][] x, double[][] y) {
    NetworkState state = model.state();
    return model.logDensity(state.points(x), state.labels(y));
  }
}
