package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Reverse-mode differentiation on the calling thread: operations are recorded from {@link #open} to
 * {@link #close}.
 *
 * <p>DJL's own gradient collector is one a process; executors run several tasks. Recording is a
 * state of the thread in PyTorch, so tapes of several threads are independent.
 */
public final class GradientTape implements AutoCloseable {
  private final boolean before = JniUtils.isGradMode();

  private GradientTape() {
    JniUtils.setGradMode(true);
  }

  /** Starts recording. */
  public static GradientTape open() {
    return new GradientTape();
  }

  /**
   * Adds the derivatives of the sum of {@code output} to the gradients of everything it was
   * computed from and that asked for one.
   */
  public void backward(NDArray output) {
    try (NDArray ones = output.onesLike()) {
      backward(output, ones);
    }
  }

  /**
   * Adds the derivatives of the sum of {@code output · weight}, see {@link #backward(NDArray)}.
   *
   * @param weight of the shape of {@code output}
   */
  public void backward(NDArray output, NDArray weight) {
    JniUtils.backward((PtNDArray) output, (PtNDArray) weight, false, false);
  }

  /** Runs {@code update} without recording, as changes of parameters in place need. */
  static void unrecorded(Runnable update) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      update.run();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
