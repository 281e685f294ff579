package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.matdesinne.nn.Tensors;

/**
 * What a surrogate says of a batch, with derivatives, on its device.
 *
 * @param prediction of the property: (rows, 1) and (rows, parameters)
 * @param uncertainty of the prediction, a standard deviation; empty where the surrogate states none
 */
public record Differential(ValueAndGradient prediction, Optional<ValueAndGradient> uncertainty) {

  /** What is said without derivatives. */
  public Evaluation evaluation() {
    return new Evaluation(prediction.value(), uncertainty.map(ValueAndGradient::value));
  }

  /**
   * What is said of some of the points.
   *
   * @param index (chosen), their numbers: int64
   */
  public Differential pick(NDArray index) {
    return new Differential(
        pick(prediction, index), uncertainty.map(stated -> pick(stated, index)));
  }

  private static ValueAndGradient pick(ValueAndGradient all, NDArray index) {
    return new ValueAndGradient(
        Tensors.pick(all.value(), index), Tensors.pick(all.gradient(), index));
  }
}
