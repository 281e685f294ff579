package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.matdesinne.nn.Tensors;

/**
 * Φ⁻¹((x − minimum) / (maximum − minimum)), column by column, with Φ the standard normal
 * distribution: a box becomes all of space and uniform points in it standard normal ones, so that
 * no flow has to learn the edges and nothing drawn lies outside, but for rounding.
 *
 * <p>Points on the edge or beyond it count as just inside: {@link #EDGE} of the width.
 */
public final class Probit implements Columnwise {
  /** How near to the edge of its box, as a share of the width, a point can be seen. */
  public static final double EDGE = 1e-4;

  private final NDArray minimum; // (columns)
  private final NDArray width; // (columns)
  private final double logNormalization;

  /**
   * Checks that the box has a width in every column.
   *
   * @param manager owns the tensors
   * @param minimum (columns)
   * @param maximum (columns)
   */
  public Probit(NDManager manager, DataType type, double[] minimum, double[] maximum) {
    double[] widths = new double[minimum.length];
    double sum = 0;
    for (int j = 0; j < minimum.length; j++) {
      widths[j] = maximum[j] - minimum[j];
      if (!(widths[j] > 0)) {
        throw new IllegalArgumentException(
            "column " + j + " of a box reaches from " + minimum[j] + " to " + maximum[j]);
      }
      sum += 0.5 * Math.log(2 * Math.PI) - Math.log(widths[j]);
    }
    this.minimum = manager.create(minimum).toType(type, true);
    width = manager.create(widths).toType(type, true);
    logNormalization = sum;
  }

  @Override
  public int dimension() {
    return (int) width.size();
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    NDArray share = x.sub(minimum).div(width).clip(EDGE, 1 - EDGE);
    NDArray ones = share.onesLike();
    NDArray u = share.add(share).sub(ones).erfinv().mul(Tensors.scalar(Math.sqrt(2), share));
    int[] columns = {1};
    NDArray logDensity = u.square().mul(Tensors.scalar(0.5, u)).sum(columns);
    return new Transformed(u, logDensity.add(Tensors.scalar(logNormalization, u)));
  }

  @Override
  public NDArray slope(NDArray x, NDArray image) {
    NDArray share = x.sub(minimum).div(width);
    NDArray inside =
        share.gt(Tensors.scalar(EDGE, share)).logicalAnd(share.lt(Tensors.scalar(1 - EDGE, share)));
    NDArray half = image.square().mul(Tensors.scalar(0.5, image));
    NDArray slope = half.exp().mul(Tensors.scalar(Math.sqrt(2 * Math.PI), image)).div(width);
    return slope.mul(inside.toType(slope.getDataType(), false));
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    NDArray erf = z.mul(Tensors.scalar(Math.sqrt(0.5), z)).erf();
    NDArray share = erf.add(erf.onesLike()).mul(Tensors.scalar(0.5, z));
    return share.mul(width).add(minimum);
  }
}
