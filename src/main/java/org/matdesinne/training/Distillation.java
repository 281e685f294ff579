package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.Tensors;

/**
 * Regression of what a surrogate says (Hinton, Vinyals and Dean 2015): squared errors of the
 * property, in its standard deviations, and of the logarithm of the uncertainty, where the
 * surrogate states one. A label on the floor says only that the latent is not above it.
 */
public final class Distillation extends PropertyRegression {
  /** What a squared error of the logarithm counts beside one of the property. */
  private static final double UNCERTAINTY_WEIGHT = 0.3;

  /** The latent is so far below the floor where a label lies on it, in standard deviations. */
  private static final double MARGIN = 0.1;

  private final StudentNetwork network;

  /**
   * Trains {@code network}.
   *
   * @param floor least value that the property can take
   */
  public Distillation(StudentNetwork network, double floor) {
    super(network.state(), x -> network.apply(x).property(), floor);
    this.network = network;
  }

  /** Labels of a row: the property, and the uncertainty in the same unit, NaN if there is none. */
  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    double scale = state().scaling().propertyScale();
    StudentNetwork.Output said = network.apply(state().points(batch.x()));
    NDArray error = censoredError(said.property(), batch.y(), MARGIN * scale);
    NDArray squares = error.div(Tensors.scalar(scale, error)).square();
    if (Double.isNaN(batch.labels()[0][1])) {
      return squares.mean();
    }
    double[] logarithms =
        Arrays.stream(batch.labels()).mapToDouble(row -> Math.log(row[1] / scale)).toArray();
    NDArray uncertainty = said.logUncertainty().sub(Tensors.column(state().manager(), logarithms));
    return squares
        .add(uncertainty.square().mul(Tensors.scalar(UNCERTAINTY_WEIGHT, uncertainty)))
        .mean();
  }
}
