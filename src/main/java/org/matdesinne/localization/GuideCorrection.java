package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.ValueAndGradient;

/**
 * What a guide is off, taken as linear about where each candidate was last compared with the
 * surrogate: the difference there, and a slope that makes up for how the difference has changed
 * since the time before (Broyden, Math. Comput. 19, 577, 1965).
 */
final class GuideCorrection {
  private static final int[] PARAMETERS = {1};

  private final NDArray scale;
  private final Scalars scalars;
  private NDArray point; // (rows, parameters), where it was measured; null before that
  private NDArray offset; // (rows, 1), in the property's unit
  private NDArray slope; // (rows, parameters), by standard deviations

  GuideCorrection(Optimizer.Surroundings surroundings) {
    scale = surroundings.scale();
    scalars = surroundings.scalars();
  }

  /**
   * Compares anew.
   *
   * @param here (rows, parameters), where candidates stand
   * @param difference (rows, 1), the surrogate's prediction less the guide's
   */
  void measure(NDArray here, NDArray difference) {
    if (point == null) {
      slope = here.zerosLike();
    } else {
      NDArray way = here.sub(point).div(scale);
      NDArray length = way.square().sum(PARAMETERS, true);
      NDArray missing = difference.sub(offset).sub(slope.mul(way).sum(PARAMETERS, true));
      NDArray stays = length.eq(scalars.of(0));
      NDArray share = NDArrays.where(stays, length, missing.div(length));
      slope = slope.add(way.mul(share));
    }
    point = here;
    offset = difference;
  }

  /** What the guide says of {@code here}, (rows, parameters), corrected. */
  ValueAndGradient correct(ValueAndGradient said, NDArray here) {
    NDArray since = here.sub(point).div(scale);
    NDArray shift = offset.add(slope.mul(since).sum(PARAMETERS, true));
    return new ValueAndGradient(said.value().add(shift), said.gradient().add(slope.div(scale)));
  }

  /** Goes on with some of the candidates, by their numbers: int64. */
  void keep(NDArray index) {
    if (point != null) {
      point = Tensors.pick(point, index);
      offset = Tensors.pick(offset, index);
      slope = Tensors.pick(slope, index);
    }
  }

  /** Every tensor that must outlive a step. */
  NDList tensors() {
    return point == null ? new NDList() : new NDList(point, offset, slope);
  }
}
