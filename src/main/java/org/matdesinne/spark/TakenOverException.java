package org.matdesinne.spark;

/** Another driver has claimed this driver's run, as one does that holds its predecessor dead. */
final class TakenOverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TakenOverException(String message) {
    super(message);
  }
}
