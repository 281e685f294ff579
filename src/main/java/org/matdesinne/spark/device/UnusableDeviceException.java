package org.matdesinne.spark.device;

/** A GPU was assigned or asked for, and does not work. */
public final class UnusableDeviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableDeviceException(String message) {
    super(message);
  }
}
