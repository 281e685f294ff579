package org.matdesinne.selection;

import java.util.Arrays;
import java.util.Optional;
import org.matdesinne.design.FeasibleSet;

/**
 * The paper's filter: finite, inside the training ranges, predicted close to the target. Inside
 * also means: at a level of each parameter that has levels, and where all constraints are met.
 *
 * @param region the training ranges, both ends belong to it, and what else the design space says
 * @param window greatest |prediction − target|, in the property's unit
 */
public record DownSelection(FeasibleSet region, double window) {

  /** Why {@code point} is to be dropped whatever is predicted of it; empty when it stays. */
  public Optional<Rejection> rejection(double[] point) {
    if (!Arrays.stream(point).allMatch(Double::isFinite)) {
      return Optional.of(Rejection.NOT_FINITE);
    }
    return region.holds(point) ? Optional.empty() : Optional.of(Rejection.OUT_OF_RANGE);
  }

  /** Why {@code point} is to be dropped given its prediction; empty when it stays. */
  public Optional<Rejection> rejection(double[] point, double predicted, double target) {
    Optional<Rejection> rejection = rejection(point);
    if (rejection.isPresent()) {
      return rejection;
    }
    if (!Double.isFinite(predicted)) {
      return Optional.of(Rejection.NOT_FINITE);
    }
    return Math.abs(predicted - target) <= window
        ? Optional.empty()
        : Optional.of(Rejection.OFF_TARGET);
  }
}
