package org.matdesinne.config;

import java.util.Optional;

/**
 * What an amount of one of the properties that are designed for is measured by.
 *
 * @param name of the property; empty where it is not known
 * @param unit of numbers; empty where it is not known, and any is taken
 * @param spread standard deviation of the property in the training rows, in its unit; NaN until
 *     there are some
 */
public record PropertyScale(String name, Optional<String> unit, double spread) {
  /** Before anything is known. */
  static final PropertyScale UNKNOWN = new PropertyScale("", Optional.empty(), Double.NaN);
}
