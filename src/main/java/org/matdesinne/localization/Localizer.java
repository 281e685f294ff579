package org.matdesinne.localization;

import java.util.List;

/** Moves candidates until the surrogate's prediction meets the target. */
public interface Localizer {

  /**
   * Localizes a batch; a candidate's path does not depend on which others are in the batch, save
   * for rounding.
   *
   * @param starts (batch, parameters) in the units of the design space
   * @param target in the property's unit
   * @return one a start, in order
   */
  List<Localized> localize(double[][] starts, double target);
}
