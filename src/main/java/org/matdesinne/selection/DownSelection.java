package org.matdesinne.selection;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Target;

/**
 * The paper's filter: finite, inside the training ranges, predicted close to the target. Inside
 * also means: at a level of each parameter that has levels, and where all constraints are met.
 *
 * @param region the training ranges, both ends belong to it, and what else the design space says
 * @param window greatest distance of a prediction from what is wanted, of each property
 */
public record DownSelection(FeasibleSet region, Amounts window) {

  /** Why {@code point} is to be dropped whatever is predicted of it; empty when it stays. */
  public Optional<Rejection> rejection(double[] point) {
    if (!Arrays.stream(point).allMatch(Double::isFinite)) {
      return Optional.of(Rejection.NOT_FINITE);
    }
    return region.holds(point) ? Optional.empty() : Optional.of(Rejection.OUT_OF_RANGE);
  }

  /**
   * Why {@code point} is to be dropped given its prediction; empty when it stays.
   *
   * @param predicted (properties), in their units
   */
  public Optional<Rejection> rejection(double[] point, double[] predicted, Target target) {
    Optional<Rejection> rejection = rejection(point);
    if (rejection.isPresent()) {
      return rejection;
    }
    if (!Arrays.stream(predicted).allMatch(Double::isFinite)) {
      return Optional.of(Rejection.NOT_FINITE);
    }
    double[] missed = target.missedBy(predicted);
    return IntStream.range(0, missed.length).allMatch(k -> missed[k] <= window.get(k))
        ? Optional.empty()
        : Optional.of(Rejection.OFF_TARGET);
  }
}
