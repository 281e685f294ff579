package org.matdesinne.config;

import java.util.Optional;

/**
 * What an amount of the property that is designed for is measured by.
 *
 * @param unit of numbers; empty where it is not known, and any is taken
 * @param spread standard deviation of the property in the training rows, in its unit; NaN until
 *     there are some
 */
public record PropertyScale(Optional<String> unit, double spread) {
  /** Before anything is known. */
  static final PropertyScale UNKNOWN = new PropertyScale(Optional.empty(), Double.NaN);
}
