package org.matdesinne.surrogate;

/** A trained, differentiable model of the property. Safe for concurrent use. */
public interface Surrogate extends AutoCloseable {

  /**
   * Predicts the property.
   *
   * @param points (batch, parameters) in the units of the design space
   */
  Prediction predict(double[][] points);

  /**
   * Predicts the property and its derivative.
   *
   * @param points (batch, parameters) in the units of the design space
   */
  Differential differentiate(double[][] points);

  @Override
  void close();
}
