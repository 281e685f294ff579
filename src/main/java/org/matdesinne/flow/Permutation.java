package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A fixed permutation of columns: output column i is input column {@code order[i]}.
 *
 * <p>Computed as a product with a permutation matrix: exact, and its derivative is as cheap.
 */
final class Permutation implements Bijector {
  private final int dimension;
  private final NDArray matrix; // (columns, columns)

  /**
   * Checks that {@code order} names every column once.
   *
   * @param manager owns the matrix; its device is the flow's
   * @param type of the rows
   */
  Permutation(NDManager manager, DataType type, long[] order) {
    dimension = order.length;
    double[] values = new double[dimension * dimension];
    boolean[] named = new boolean[dimension];
    for (int i = 0; i < dimension; i++) {
      int column = Math.toIntExact(order[i]);
      if (column < 0 || column >= dimension || named[column]) {
        throw new IllegalArgumentException(
            "not a permutation of 0.." + (dimension - 1) + ": " + Arrays.toString(order));
      }
      named[column] = true;
      values[column * dimension + i] = 1;
    }
    matrix = manager.create(values, new Shape(dimension, dimension)).toType(type, false);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    NDArray none = x.getManager().zeros(new Shape(x.getShape().get(0)), x.getDataType());
    return new Transformed(x.matMul(matrix), none);
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    return z.matMul(matrix.transpose());
  }
}
