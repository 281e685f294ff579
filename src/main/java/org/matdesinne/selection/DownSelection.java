package org.matdesinne.selection;

import java.util.Arrays;
import java.util.Optional;
import org.matdesinne.design.Ranges;

/**
 * The paper's filter: finite, inside the training ranges, predicted close to the target.
 *
 * @param ranges of the training set; both ends belong to it
 * @param window greatest |prediction − target|, in the property's unit
 */
public record DownSelection(Ranges ranges, double window) {

  /** Why {@code point} is to be dropped whatever is predicted of it; empty when it stays. */
  public Optional<Rejection> rejection(double[] point) {
    if (!Arrays.stream(point).allMatch(Double::isFinite)) {
      return Optional.of(Rejection.NOT_FINITE);
    }
    return ranges.firstOutside(point) >= 0 ? Optional.of(Rejection.OUT_OF_RANGE) : Optional.empty();
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
