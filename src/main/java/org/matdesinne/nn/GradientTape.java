package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reverse-mode differentiation on the calling thread: operations are recorded from {@link #open} to
 * {@link #close}.
 *
 * <p>DJL's own gradient collector is one a process; executors run several tasks. Recording is a
 * state of the thread in PyTorch, so tapes of several threads are independent.
 */
public final class GradientTape implements AutoCloseable {
  private static final ThreadLocal<GradientTape> RECORDING = new ThreadLocal<>();

  /** A function that knows its own derivative. */
  private record Attached(NDArray input, NDList outputs, UnaryOperator<NDList> pullback) {}

  private final boolean recordedBefore = JniUtils.isGradMode();
  private final GradientTape before = RECORDING.get();
  private final Deque<Attached> attached = new ArrayDeque<>();

  private GradientTape() {
    RECORDING.set(this);
    JniUtils.setGradMode(true);
  }

  /** Starts recording. */
  public static GradientTape open() {
    return new GradientTape();
  }

  /** Whether the calling thread records. */
  public static boolean isRecording() {
    return RECORDING.get() != null;
  }

  /**
   * Tells the tape of the calling thread, where it records, how outputs depend on an input that the
   * engine has not recorded.
   *
   * @param results of the function
   * @param pullback from the derivatives of the end result by the outputs to the one by the input;
   *     adds those by other tensors to their {@link #gradients} itself
   * @return the outputs, to be used in the place of the results
   */
  public static NDList attach(NDArray input, NDList results, UnaryOperator<NDList> pullback) {
    if (!isRecording()) {
      return results;
    }
    NDList outputs = new NDList(results.size());
    for (NDArray result : results) {
      // The engine does not record what is done with a result of TorchScript itself.
      NDArray output = result.duplicate();
      output.setRequiresGradient(true);
      outputs.add(output);
    }
    RECORDING.get().attached.push(new Attached(input, outputs, pullback));
    return outputs;
  }

  /** Has derivatives by {@code parameters} added up from now on, beginning with zeros. */
  public static List<NDArray> watch(Collection<NDArray> parameters) {
    for (NDArray parameter : parameters) {
      parameter.setRequiresGradient(true);
      // Only where something was added is there a tensor to add to.
      try (NDArray zeros = parameter.zerosLike().stopGradient()) {
        JniUtils.backward((PtNDArray) parameter, (PtNDArray) zeros, false, false);
      }
    }
    return gradients(parameters);
  }

  /**
   * The tensors that derivatives by {@code parameters} are added to, the same ones every time; none
   * where they are not {@linkplain #watch watched}.
   */
  public static List<NDArray> gradients(Collection<NDArray> parameters) {
    return parameters.stream()
        .filter(NDArray::hasGradient)
        .map(parameter -> (NDArray) JniUtils.getGradient((PtNDArray) parameter))
        .toList();
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
    // Parts of what the engine has recorded are gone through once for each attached function.
    boolean again = !attached.isEmpty();
    JniUtils.backward((PtNDArray) output, (PtNDArray) weight, again, false);
    // The last one first: all that depends on the outputs of the others has been gone through then.
    while (!attached.isEmpty()) {
      Attached function = attached.pop();
      NDList gradients =
          function.outputs.stream()
              .map(NDArray::getGradient)
              .collect(NDList::new, NDList::add, NDList::addAll);
      NDArray gradient = function.pullback.apply(gradients).singletonOrThrow();
      if (isRecorded(function.input)) {
        JniUtils.backward((PtNDArray) function.input, (PtNDArray) gradient, true, false);
      }
    }
  }

  /** DJL's own answer is no for all that was computed. */
  private static boolean isRecorded(NDArray tensor) {
    TorchScript functions =
        TorchScript.of(tensor.getDevice(), GradientTape.class, "gradient-tape.py");
    try (NDList answer = functions.call(tensor.getManager(), "recorded", tensor)) {
      return answer.singletonOrThrow().getFloat() != 0;
    }
  }

  @Override
  public void close() {
    RECORDING.set(before);
    JniUtils.setGradMode(recordedBefore);
  }
}
