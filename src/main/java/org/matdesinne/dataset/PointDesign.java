package org.matdesinne.dataset;

/** How points that an oracle is to label lie in the design space. */
public enum PointDesign {
  /** Each drawn by itself. */
  RANDOM,
  /**
   * A Sobol sequence, shifted at random: the points keep apart and fill the space evenly, whatever
   * their number.
   */
  SOBOL
}
