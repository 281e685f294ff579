package org.matdesinne.selection;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;

/**
 * When a candidate that meets the target is not counted as good, as the surrogate's word is worth
 * too little there: its interval would hold most other targets as well, or it lies far from all
 * that the surrogate was trained on.
 *
 * @param uncertainty greatest uncertainty of the prediction of each property
 * @param distance greatest distance to the nearest training point, in multiples of what separates
 *     training points: the median distance from one of them to the nearest other
 */
public record Abstention(Amounts uncertainty, double distance) implements Serializable {
  /** Of the property's spread, where the configuration gives no uncertainty. */
  private static final double UNCERTAINTY_SHARE = 0.2;

  /** Every prediction of so many properties is believed. */
  public static Abstention never(int properties) {
    return new Abstention(
        Amounts.all(Double.POSITIVE_INFINITY, properties), Double.POSITIVE_INFINITY);
  }

  /** Reads {@code uncertainty, distance}. */
  public static Abstention from(Section section) {
    return new Abstention(
        section.positiveAmounts("uncertainty", UNCERTAINTY_SHARE), section.positive("distance"));
  }

  /**
   * Why nothing is said of a candidate; empty when it is believed.
   *
   * @param stated (properties), uncertainties; NaN, where the surrogate states none, is believed
   * @param nearest distance in these multiples; empty, where nothing is compared, is believed
   */
  public Optional<Rejection> rejection(double[] stated, OptionalDouble nearest) {
    if (IntStream.range(0, stated.length).anyMatch(k -> stated[k] > uncertainty.get(k))) {
      return Optional.of(Rejection.UNCERTAIN);
    }
    return nearest.isPresent() && nearest.getAsDouble() > distance
        ? Optional.of(Rejection.REMOTE)
        : Optional.empty();
  }
}
