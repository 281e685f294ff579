package org.matdesinne.oracle;

import java.io.Serializable;

/**
 * A calculation of the properties of one design point, independent of the networks, as Java code.
 */
public interface Oracle extends Serializable {

  /** A short name for tables and messages. */
  String name();

  /** How many properties it gives. */
  int properties();

  /**
   * Calculates one design point. Safe for concurrent use.
   *
   * @param point (parameters), in the order and units of the design space
   * @return (properties), in the order and units of the configuration's properties
   * @throws org.matdesinne.config.InputException when there is no such point
   */
  double[] evaluate(double[] point);
}
