package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Evaluation;

/**
 * What the surrogate says of a batch before it is localized.
 *
 * @param evaluation of it
 * @param differential the same with derivatives, where the first step needs them
 */
public record Assessment(Evaluation evaluation, Optional<Differential> differential) {

  static Assessment of(Differential differential) {
    return new Assessment(differential.evaluation(), Optional.of(differential));
  }

  static Assessment of(Evaluation evaluation) {
    return new Assessment(evaluation, Optional.empty());
  }

  /** The predictions on the host: (rows, properties). */
  public double[][] predicted() {
    return evaluation.predicted();
  }

  /** What is said of some of the points, by their numbers, in the order given. */
  public Assessment pick(long[] chosen) {
    return pick(evaluation.value().getManager().create(chosen));
  }

  Assessment pick(NDArray index) {
    return new Assessment(evaluation.pick(index), differential.map(each -> each.pick(index)));
  }
}
