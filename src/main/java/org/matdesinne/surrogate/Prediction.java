package org.matdesinne.surrogate;

import java.util.Arrays;
import org.matdesinne.nn.Tensors;

/**
 * What a surrogate says of a batch, on the host.
 *
 * @param value (rows), in the property's unit
 * @param uncertainty (rows), standard deviation in the property's unit; NaN where the surrogate
 *     states none
 */
public record Prediction(double[] value, double[] uncertainty) {

  /** Copies an evaluation to the host. */
  public static Prediction of(Evaluation evaluation) {
    double[] value = Tensors.flat(evaluation.value());
    return new Prediction(
        value, evaluation.uncertainty().map(Tensors::flat).orElseGet(() -> unknown(value.length)));
  }

  private static double[] unknown(int rows) {
    double[] none = new double[rows];
    Arrays.fill(none, Double.NaN);
    return none;
  }
}
