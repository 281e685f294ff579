package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.matdesinne.nn.Tensors;

/**
 * What a surrogate says of a batch, with derivatives, on its device.
 *
 * @param predictions of the properties: for each (rows, 1) and (rows, parameters)
 * @param uncertainties of the predictions, standard deviations; empty where the surrogate states
 *     none
 */
public record Differential(
    List<ValueAndGradient> predictions, Optional<List<ValueAndGradient>> uncertainties) {

  /** What is said without derivatives. */
  public Evaluation evaluation() {
    return new Evaluation(values(predictions), uncertainties.map(Differential::values));
  }

  private static NDArray values(List<ValueAndGradient> each) {
    return Tensors.columns(each.stream().map(ValueAndGradient::value).toList());
  }

  /**
   * What is said of some of the points.
   *
   * @param index (chosen), their numbers: int64
   */
  public Differential pick(NDArray index) {
    return new Differential(
        pick(predictions, index), uncertainties.map(stated -> pick(stated, index)));
  }

  private static List<ValueAndGradient> pick(List<ValueAndGradient> all, NDArray index) {
    return all.stream()
        .map(
            each ->
                new ValueAndGradient(
                    Tensors.pick(each.value(), index), Tensors.pick(each.gradient(), index)))
        .toList();
  }
}
