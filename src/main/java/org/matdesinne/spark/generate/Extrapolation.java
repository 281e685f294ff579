package org.matdesinne.spark.generate;

/** Whether a target may lie outside the labels that the surrogate has seen. */
public enum Extrapolation {
  /** It is an error. */
  REJECTED,
  /** The user takes the risk. */
  ALLOWED
}
