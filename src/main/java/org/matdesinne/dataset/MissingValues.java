package org.matdesinne.dataset;

/** What becomes of a row in which a number is missing. */
public enum MissingValues {
  /** It is an error. */
  REJECT,
  /** It is left out and counted. */
  DROP
}
