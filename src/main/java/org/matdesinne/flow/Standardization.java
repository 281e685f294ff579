package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.matdesinne.nn.Tensors;

/**
 * (x − mean) / scale, column by column: the fixed first step of a model whose columns have units.
 */
public final class Standardization implements Columnwise {
  private final NDArray mean; // (columns)
  private final NDArray scale; // (columns)
  private final NDArray inverseScale; // (columns)
  private final double logAbsDetJacobian;

  /**
   * Checks that all scales are above 0.
   *
   * @param manager owns the tensors
   * @param mean (columns)
   * @param scale (columns)
   */
  public Standardization(NDManager manager, DataType type, double[] mean, double[] scale) {
    if (mean.length != scale.length) {
      throw new IllegalArgumentException(mean.length + " means for " + scale.length + " scales");
    }
    double sum = 0;
    for (double each : scale) {
      if (!(each > 0)) {
        throw new IllegalArgumentException("a scale must be above 0, not " + each);
      }
      sum -= Math.log(each);
    }
    this.mean = manager.create(mean).toType(type, true);
    this.scale = manager.create(scale).toType(type, true);
    inverseScale = this.scale.onesLike().div(this.scale);
    logAbsDetJacobian = sum;
  }

  @Override
  public int dimension() {
    return (int) mean.size();
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    return new Transformed(
        x.sub(mean).div(scale),
        Tensors.scalar(logAbsDetJacobian, x).broadcast(new Shape(x.size(0))));
  }

  @Override
  public NDArray slope(NDArray x, NDArray image) {
    return inverseScale;
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    return z.mul(scale).add(mean);
  }
}
