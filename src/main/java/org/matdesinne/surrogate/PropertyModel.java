package org.matdesinne.surrogate;

/**
 * A trained, differentiable model that knows of no floor: of a property that has one it gives the
 * signed latent s, of which the property is max(floor, s). Safe for concurrent use.
 */
public interface PropertyModel extends AutoCloseable {

  /**
   * The latent.
   *
   * @param points (batch, parameters) in the units of the design space
   * @return (batch) in the property's unit
   */
  double[] value(double[][] points);

  /**
   * The latent and its derivative.
   *
   * @param points (batch, parameters) in the units of the design space
   */
  ValueAndGradient valueAndGradient(double[][] points);

  @Override
  void close();
}
