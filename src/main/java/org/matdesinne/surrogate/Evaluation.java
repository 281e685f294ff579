package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.matdesinne.nn.Tensors;

/**
 * What a surrogate says of a batch, on its device.
 *
 * @param value (rows, properties), in their units
 * @param uncertainty (rows, properties), standard deviations in their units; empty where the
 *     surrogate states none
 */
public record Evaluation(NDArray value, Optional<NDArray> uncertainty) {

  /** The predictions on the host: (rows, properties). */
  public double[][] predicted() {
    return Tensors.rows(value);
  }

  /**
   * What is said of some of the points.
   *
   * @param index (chosen), their numbers: int64
   */
  public Evaluation pick(NDArray index) {
    return new Evaluation(
        Tensors.pick(value, index), uncertainty.map(stated -> Tensors.pick(stated, index)));
  }
}
