package org.matdesinne.spark.run;

/** Another driver has claimed this driver's run: there is one result, and it is the other's. */
public final class TakenOverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TakenOverException(String message) {
    super(message);
  }
}
