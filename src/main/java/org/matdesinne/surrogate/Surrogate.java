package org.matdesinne.surrogate;

/** A trained, differentiable model of the property. Safe for concurrent use. */
public interface Surrogate extends AutoCloseable {

  /**
   * Predicts the property: never below the least value that it can take.
   *
   * @param points (batch, parameters) in the units of the design space
   */
  Prediction predict(double[][] points);

  /**
   * Predicts the property and its derivative. Where the prediction was cut off at a floor, the
   * derivative is that of what was cut off: it points the way out.
   *
   * @param points (batch, parameters) in the units of the design space
   */
  Differential differentiate(double[][] points);

  @Override
  void close();
}
