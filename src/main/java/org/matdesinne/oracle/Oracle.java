package org.matdesinne.oracle;

import java.io.Serializable;

/** An independent calculation of the band gap of a design point. */
public interface Oracle extends Serializable {

  /** A short name for tables and messages. */
  String name();

  /**
   * Calculates one design point. Safe for concurrent use.
   *
   * @param point (parameters), in the order and units of the design space
   */
  BandGap evaluate(double[] point);
}
