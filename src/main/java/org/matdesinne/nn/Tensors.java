package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Rows of Java numbers as float32 tensors, and back. */
public final class Tensors {
  private Tensors() {}

  /**
   * What {@code work} gives, which holds no tensor: all that it makes are freed when it is done.
   */
  public static <T> T scoped(Supplier<T> work) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return work.get();
    }
  }

  /**
   * The tensors that {@code work} gives; all others that it makes are freed when it is done. The
   * ones given are freed with the scope around, if there is one.
   */
  public static NDList kept(Supplier<NDList> work) {
    NDList results;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      results = work.get();
      NDScope.unregister(results);
    }
    results.forEach(NDScope::register);
    return results;
  }

  /**
   * Some rows of a tensor, in the order given.
   *
   * @param tensor (rows, columns)
   * @param index (chosen), their numbers: int64
   * @return (chosen, columns)
   */
  public static NDArray pick(NDArray tensor, NDArray index) {
    return tensor.get(index);
  }

  /** A (rows, columns) tensor. */
  public static NDArray matrix(NDManager manager, double[][] rows, int columns) {
    float[] values = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = (float) rows[i][j];
      }
    }
    return manager.create(values, new Shape(rows.length, columns));
  }

  /**
   * A number as an operand of {@code partner}, in its type and on its device.
   *
   * <p>Inside a recorded computation, operands that a derivative needs must be given this way:
   * DJL's operations with a Java number borrow memory of the JVM for it and let go of it at once,
   * while PyTorch still means to read it on the way back. In single precision nothing is copied
   * from the host either.
   */
  public static NDArray scalar(double value, NDArray partner) {
    NDManager manager = partner.getManager();
    DataType type = partner.getDataType();
    return type == DataType.FLOAT32
        ? manager.full(new Shape(), (float) value, type)
        : manager.create(value).toType(type, true);
  }

  /**
   * Numbers as an operand of {@code partner}, in its type and on its device: one as a {@linkplain
   * #scalar scalar}, several along its last axes.
   *
   * @param shape of several numbers
   */
  public static NDArray operand(double[] values, Shape shape, NDArray partner) {
    return values.length == 1
        ? scalar(values[0], partner)
        : partner.getManager().create(values, shape).toType(partner.getDataType(), false);
  }

  /** Columns, each (rows, 1), side by side: (rows, columns). */
  public static NDArray columns(List<NDArray> columns) {
    return columns.size() == 1
        ? columns.get(0)
        : NDArrays.concat(new NDList(columns.toArray(NDArray[]::new)), 1);
  }

  /** Whether all of a row is so: (rows, columns), boolean, to (rows, 1). */
  public static NDArray allOf(NDArray each) {
    return each.size(1) == 1
        ? each
        : each.toType(DataType.FLOAT32, false).min(new int[] {1}, true).gt(0.5f);
  }

  /** A (rows, 1) tensor. */
  public static NDArray column(NDManager manager, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return manager.create(floats, new Shape(values.length, 1));
  }

  /** The rows of a (rows, columns) tensor. */
  public static double[][] rows(NDArray tensor) {
    int rows = (int) tensor.size(0);
    int columns = (int) tensor.size(1);
    double[] values = flat(tensor);
    double[][] result = new double[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return result;
  }

  /** The numbers of a tensor of any shape, row by row. */
  public static double[] flat(NDArray tensor) {
    if (tensor.getDataType() == DataType.FLOAT64) {
      return tensor.toDoubleArray();
    }
    float[] values = tensor.toFloatArray();
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
