package org.matdesinne.surrogate;

import java.util.Arrays;
import org.matdesinne.nn.Tensors;

/**
 * What a surrogate says of a batch, on the host.
 *
 * @param value (rows, properties), in their units
 * @param uncertainty (rows, properties), standard deviations in their units; NaN where the
 *     surrogate states none
 */
public record Prediction(double[][] value, double[][] uncertainty) {

  /** Copies an evaluation to the host. */
  public static Prediction of(Evaluation evaluation) {
    double[][] value = evaluation.predicted();
    return new Prediction(
        value, evaluation.uncertainty().map(Tensors::rows).orElseGet(() -> unknown(value)));
  }

  private static double[][] unknown(double[][] value) {
    return Arrays.stream(value)
        .map(row -> Arrays.stream(row).map(any -> Double.NaN).toArray())
        .toArray(double[][]::new);
  }

  /** What is predicted of the property at {@code index}: (rows), a new array. */
  public double[] value(int index) {
    return Arrays.stream(value).mapToDouble(row -> row[index]).toArray();
  }

  /** The uncertainty of the property at {@code index}: (rows), a new array. */
  public double[] uncertainty(int index) {
    return Arrays.stream(uncertainty).mapToDouble(row -> row[index]).toArray();
  }
}
