package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.Tensors;

/**
 * Regression of what a surrogate says (Hinton, Vinyals and Dean 2015): squared errors of the
 * properties, in their standard deviations, and of the logarithms of the uncertainties, where the
 * surrogate states them. A label on the floor says only that the latent is not above it.
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
   * @param floors least value that each property can take
   */
  public Distillation(StudentNetwork network, Amounts floors) {
    super(network.state(), x -> network.apply(x).properties(), floors);
    this.network = network;
  }

  @Override
  public NDArray loss(Examples batch, UniformRandomProvider random) {
    Amounts scale = state().scaling().propertyScale();
    StudentNetwork.Output said = network.apply(state().points(batch.x()));
    NDArray errors = censoredErrors(said.properties(), batch.y(), scale.map(each -> MARGIN * each));
    NDArray squares = inMultiples(errors, scale).square();
    if (Double.isNaN(batch.uncertainty()[0][0])) {
      return squares.mean();
    }
    NDArray uncertainty = said.logUncertainty().sub(state().labels(logarithms(batch, scale)));
    return squares
        .add(uncertainty.square().mul(Tensors.scalar(UNCERTAINTY_WEIGHT, uncertainty)))
        .mean();
  }

  private static double[][] logarithms(Examples batch, Amounts scale) {
    return Arrays.stream(batch.uncertainty())
        .map(
            row ->
                IntStream.range(0, row.length)
                    .mapToDouble(k -> Math.log(row[k] / scale.get(k)))
                    .toArray())
        .toArray(double[][]::new);
  }
}
