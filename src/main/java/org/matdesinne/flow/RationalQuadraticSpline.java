package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import org.matdesinne.nn.Tensors;

/**
 * Monotonic rational-quadratic splines (Gregory and Delbourgo 1982; Durkan et al. 2019), one for
 * each number of a (batch, columns) tensor.
 *
 * <p>A spline maps [−bound, bound] onto itself in {@code bins} pieces; outside it is the identity,
 * and its slope at both ends is 1. Unconstrained parameters of a spline: widths (bins), heights
 * (bins), inner slopes (bins − 1); all zero, they give the identity.
 *
 * <p>Inside, bins come first: softmax and sums along a last axis of a few numbers take the engine
 * twenty times as long.
 *
 * @param bins pieces, at least 2
 * @param bound end of the interval
 */
record RationalQuadraticSpline(int bins, double bound) implements ElementwiseMap {
  /** No bin is narrower or lower than this share of the interval, and no slope smaller. */
  private static final double LEAST = 1e-3;

  /** What softplus maps to a slope of 1 − LEAST. */
  private static final double UNIT_SLOPE = Math.log(Math.expm1(1 - LEAST));

  private static final int[] BINS = {0};

  @Override
  public int parameters() {
    return 3 * bins - 1;
  }

  @Override
  public Transformed forward(NDArray x, NDArray parameters) {
    NDArray inside = inside(x);
    NDArray safe = NDArrays.where(inside, x, x.zerosLike()).expandDims(0);
    Knots knots = knots(x, parameters);
    Bin bin = knots.bin(safe, knots.right);
    NDArray xi = safe.sub(bin.left).div(bin.width);
    NDArray product = xi.mul(complement(xi));
    NDArray denominator = bin.slope.add(bin.bend().mul(product));
    NDArray numerator =
        bin.height.mul(bin.slope.mul(xi.square()).add(bin.slopeBefore.mul(product)));
    NDArray value = bin.bottom.add(numerator.div(denominator));
    NDArray growth =
        bin.slopeAfter
            .mul(xi.square())
            .add(twice(bin.slope.mul(product)))
            .add(bin.slopeBefore.mul(complement(xi).square()));
    NDArray logSlope = twice(bin.slope.log()).add(growth.log()).sub(twice(denominator.log()));
    int[] columns = {1};
    return new Transformed(
        NDArrays.where(inside, value.squeeze(0), x),
        NDArrays.where(inside, logSlope.squeeze(0), x.zerosLike()).sum(columns));
  }

  /** The root of a quadratic in the bin that holds each number. */
  @Override
  public NDArray inverse(NDArray y, NDArray parameters) {
    NDArray inside = inside(y);
    NDArray safe = NDArrays.where(inside, y, y.zerosLike()).expandDims(0);
    Knots knots = knots(y, parameters);
    Bin bin = knots.bin(safe, knots.top);
    NDArray rise = safe.sub(bin.bottom);
    NDArray bent = rise.mul(bin.bend());
    NDArray a = bin.height.mul(bin.slope.sub(bin.slopeBefore)).add(bent);
    NDArray b = bin.height.mul(bin.slopeBefore).sub(bent);
    NDArray c = bin.slope.mul(rise).neg();
    NDArray discriminant = b.square().sub(twice(twice(a.mul(c))));
    // Rounding may leave a root that touches the bin's edge a little below 0.
    NDArray root = Activation.relu(discriminant).sqrt();
    NDArray xi = twice(c).div(b.add(root).neg());
    return NDArrays.where(inside, bin.left.add(xi.mul(bin.width)).squeeze(0), y);
  }

  private NDArray inside(NDArray x) {
    return x.gt(-bound).logicalAnd(x.lt(bound));
  }

  private static NDArray complement(NDArray xi) {
    return xi.neg().add(1);
  }

  private static NDArray twice(NDArray x) {
    return x.add(x);
  }

  private Knots knots(NDArray x, NDArray parameters) {
    NDArray binsFirst = parameters.reshape(x.size(0), x.size(1), parameters()).transpose(2, 0, 1);
    NDList parts = binsFirst.split(new long[] {bins, 2L * bins}, 0);
    NDArray width = pieces(parts.get(0));
    NDArray height = pieces(parts.get(1));
    // At either end of the interval the slope is that of a parameter of 0.
    NDArray end = x.expandDims(0).zerosLike();
    return new Knots(
        width,
        width.cumSum(0).sub(bound),
        height,
        height.cumSum(0).sub(bound),
        NDArrays.concat(new NDList(end, parts.get(2), end), 0));
  }

  /** Lengths of the pieces, which add up to the interval. */
  private NDArray pieces(NDArray unconstrained) {
    NDArray share = unconstrained.softmax(0);
    return share.mul(Tensors.scalar(2 * bound * (1 - LEAST * bins), share)).add(2 * bound * LEAST);
  }

  private static NDArray slope(NDArray unconstrained) {
    return Activation.softPlus(unconstrained.add(UNIT_SLOPE)).add(LEAST);
  }

  /**
   * All bins of all splines, each tensor (bins, batch, columns); {@code slopes}, not constrained
   * yet, has one more.
   */
  private record Knots(NDArray width, NDArray right, NDArray height, NDArray top, NDArray slopes) {

    /** The bin that holds each number: the first one that does not end at or before it. */
    Bin bin(NDArray x, NDArray ends) {
      // Whatever rounding made of the last end, every number lies before it.
      NDArray passed = x.stopGradient().gte(ends.stopGradient().get(":-1"));
      NDArray k = passed.toType(DataType.INT64, false).sum(BINS, true);
      NDArray w = width.gather(k, 0);
      NDArray h = height.gather(k, 0);
      return new Bin(
          right.gather(k, 0).sub(w),
          w,
          top.gather(k, 0).sub(h),
          h,
          RationalQuadraticSpline.slope(slopes.gather(k, 0)),
          RationalQuadraticSpline.slope(slopes.gather(k.add(1), 0)),
          h.div(w));
    }
  }

  /** One bin for each number, each tensor (1, batch, columns); {@code slope}: height over width. */
  private record Bin(
      NDArray left,
      NDArray width,
      NDArray bottom,
      NDArray height,
      NDArray slopeBefore,
      NDArray slopeAfter,
      NDArray slope) {

    /** How much the end slopes exceed the bin's own: 0 where the piece is straight. */
    NDArray bend() {
      return slopeAfter.add(slopeBefore).sub(twice(slope));
    }
  }
}
