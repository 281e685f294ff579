package org.matdesinne.spark.evaluate;

import java.io.Serializable;

/** Predicts for candidates by a model that had no part in making them. */
public interface Judge extends Serializable {

  /**
   * Predicts the properties; called in Spark tasks.
   *
   * @param points (rows, parameters) in the units of the design space
   * @return (rows, properties) in their units
   */
  double[][] values(double[][] points);
}
