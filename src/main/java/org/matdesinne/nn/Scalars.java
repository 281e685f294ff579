package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers as operands on a device, each copied there once: DJL copies a Java number for every
 * operation that takes one. Safe for concurrent use.
 *
 * <p>An operand without dimensions takes the type of the tensor that it meets.
 */
public final class Scalars {
  private final NDManager manager;
  private final Map<Double, NDArray> tensors = new ConcurrentHashMap<>();

  /** Numbers that {@code manager} owns. */
  public Scalars(NDManager manager) {
    this.manager = manager;
  }

  /** The number as a tensor without dimensions; nobody closes it but the manager. */
  public NDArray of(double number) {
    return tensors.computeIfAbsent(number, this::create);
  }

  private NDArray create(double number) {
    NDArray tensor = manager.create(number);
    NDScope.unregister(tensor);
    return tensor;
  }
}
