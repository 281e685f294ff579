package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Design points on a device: what generators draw, surrogates take and optimisers move. They come
 * to the host once, when they are finished.
 *
 * @param tensor (rows, parameters), float32, in the units of the design space
 */
public record PointBatch(NDArray tensor) {

  /**
   * Copies points to the device of {@code manager}, which owns the tensor.
   *
   * @param points (rows, parameters)
   */
  public static PointBatch of(NDManager manager, double[][] points, int parameters) {
    return new PointBatch(Tensors.matrix(manager, points, parameters));
  }

  /** How many points there are. */
  public int rows() {
    return (int) tensor.size(0);
  }

  /** Other points with the same parameters, where these are: (rows, parameters). */
  public PointBatch like(double[][] points) {
    return of(tensor.getManager(), points, (int) tensor.size(1));
  }

  /** Some of the points, by their numbers, in the order given. */
  public PointBatch pick(long[] chosen) {
    return new PointBatch(Tensors.pick(tensor, tensor.getManager().create(chosen)));
  }

  /** Copies the points to the host: (rows, parameters). */
  public double[][] toHost() {
    return Tensors.rows(tensor);
  }
}
