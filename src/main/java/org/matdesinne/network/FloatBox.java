package org.matdesinne.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import org.matdesinne.design.Ranges;
import org.matdesinne.nn.Scalars;

/**
 * A box on a device, in single precision: its ends are the outermost numbers that lie inside, so
 * that a point in it is in the box of double precision too. Where no number of single precision
 * lies in a range, the nearest one stands for it.
 */
public final class FloatBox {
  private static final int[] PARAMETERS = {1};

  private final NDArray minimum; // (parameters)
  private final NDArray maximum; // (parameters)
  private final NDArray half;

  /** Copies the ends to the device of {@code manager}, which owns them. */
  public FloatBox(NDManager manager, Ranges box, Scalars scalars) {
    half = scalars.of(0.5);
    minimum = manager.create(ends(box, true));
    maximum = manager.create(ends(box, false));
  }

  private static float[] ends(Ranges box, boolean lower) {
    int dimension = box.minimum().length;
    float[] ends = new float[dimension];
    IntStream.range(0, dimension)
        .forEach(
            j -> {
              float least = atLeast(box.minimum()[j]);
              float greatest = -atLeast(-box.maximum()[j]);
              float end = lower ? least : greatest;
              ends[j] = least <= greatest ? end : (float) box.minimum()[j];
            });
    return ends;
  }

  private static float atLeast(double number) {
    float rounded = (float) number;
    return rounded < number ? Math.nextUp(rounded) : rounded;
  }

  /** The least numbers that lie inside: (parameters). */
  public NDArray minimum() {
    return minimum;
  }

  /** The greatest numbers that lie inside: (parameters). */
  public NDArray maximum() {
    return maximum;
  }

  /** The nearest points of the box: (rows, parameters) to the same. */
  public NDArray nearest(NDArray points) {
    return points.maximum(minimum).minimum(maximum);
  }

  /** Which points lie in the box: (rows, parameters) to (rows, 1), boolean. */
  public NDArray holds(NDArray points) {
    NDArray inside = points.gte(minimum).logicalAnd(points.lte(maximum));
    return inside.toType(points.getDataType(), false).min(PARAMETERS, true).gt(half);
  }
}
