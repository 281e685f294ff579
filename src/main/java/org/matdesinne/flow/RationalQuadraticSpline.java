package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchScript;

/**
 * Monotonic rational-quadratic splines (Gregory and Delbourgo 1982; Durkan et al. 2019), one for
 * each number of a (batch, columns) tensor.
 *
 * <p>A spline maps [−bound, bound] onto itself in {@code bins} pieces; outside it is the identity,
 * and its slope at both ends is 1. Unconstrained parameters of a spline: widths (bins), heights
 * (bins), inner slopes (bins − 1); all zero, they give the identity.
 *
 * @param bins pieces, at least 2
 * @param bound end of the interval
 */
record RationalQuadraticSpline(int bins, double bound) implements ElementwiseMap {
  /** No bin is narrower or lower than this share of the interval, and no slope smaller. */
  private static final double LEAST = 1e-3;

  /** What softplus maps to a slope of 1 − LEAST. */
  private static final double UNIT_SLOPE = Math.log(Math.expm1(1 - LEAST));

  @Override
  public int parameters() {
    return 3 * bins - 1;
  }

  @Override
  public Transformed forward(NDArray x, NDArray parameters) {
    NDArray inside = inside(x);
    NDArray safe = NDArrays.where(inside, x, x.zerosLike());
    Knots knots = knots(x, parameters);
    Bin bin = knots.bin(safe, knots.left);
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
        NDArrays.where(inside, value, x),
        NDArrays.where(inside, logSlope, x.zerosLike()).sum(columns));
  }

  /** The root of a quadratic in the bin that holds each number. */
  @Override
  public NDArray inverse(NDArray y, NDArray parameters) {
    return Functions.SHARED
        .call(
            y.getManager(),
            "inverse",
            y,
            binsFirst(y, parameters),
            (long) bins,
            bound,
            LEAST,
            UNIT_SLOPE)
        .get(0);
  }

  /** Compiled when the first spline is inverted. */
  private static final class Functions {
    static final TorchScript SHARED =
        TorchScript.resident(RationalQuadraticSpline.class, "rational-quadratic-spline.py");
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

  /**
   * (batch, columns · parameters) as (parameters, batch, columns): along a short last axis the
   * engine is twenty times slower.
   */
  private NDArray binsFirst(NDArray x, NDArray parameters) {
    return parameters.reshape(x.size(0), x.size(1), parameters()).transpose(2, 0, 1).duplicate();
  }

  private Knots knots(NDArray x, NDArray parameters) {
    NDList parts = binsFirst(x, parameters).split(new long[] {bins, 2L * bins}, 0);
    NDArray width = pieces(parts.get(0));
    NDArray height = pieces(parts.get(1));
    NDArray inner = Activation.softPlus(parts.get(2).add(UNIT_SLOPE)).add(LEAST);
    NDArray one = x.expandDims(0).onesLike();
    return new Knots(
        start(width),
        width,
        start(height),
        height,
        NDArrays.concat(new NDList(one, inner), 0),
        NDArrays.concat(new NDList(inner, one), 0));
  }

  /** Lengths of the pieces, which add up to the interval. */
  private NDArray pieces(NDArray unconstrained) {
    NDArray share = unconstrained.softmax(0);
    return share.mul(Tensors.scalar(2 * bound * (1 - LEAST * bins), share)).add(2 * bound * LEAST);
  }

  /** Where each piece begins. */
  private NDArray start(NDArray pieces) {
    return pieces.cumSum(0).sub(pieces).add(-bound);
  }

  /** All bins of all splines, each tensor (bins, batch, columns). */
  private record Knots(
      NDArray left,
      NDArray width,
      NDArray bottom,
      NDArray height,
      NDArray slopeBefore,
      NDArray slopeAfter) {

    /** The bin that holds each number: the last one that begins at or before it. */
    Bin bin(NDArray x, NDArray starts) {
      NDArray begun = x.expandDims(0).stopGradient().gte(starts.stopGradient());
      NDArray counted = begun.toType(x.getDataType(), false);
      NDList split = counted.split(new long[] {1}, 0);
      // Whatever rounding made of the first start, every number lies behind it.
      NDArray first = split.get(0).onesLike();
      NDArray rest = split.get(1);
      NDArray after = NDArrays.concat(new NDList(rest, split.get(0).zerosLike()), 0);
      NDArray chosen = NDArrays.concat(new NDList(first, rest), 0).sub(after);
      return new Bin(
          pick(left, chosen),
          pick(width, chosen),
          pick(bottom, chosen),
          pick(height, chosen),
          pick(slopeBefore, chosen),
          pick(slopeAfter, chosen),
          pick(height, chosen).div(pick(width, chosen)));
    }

    private static NDArray pick(NDArray all, NDArray chosen) {
      int[] bins = {0};
      return all.mul(chosen).sum(bins);
    }
  }

  /** One bin for each number, each tensor (batch, columns); {@code slope} is height over width. */
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
