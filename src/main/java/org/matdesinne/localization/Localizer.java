package org.matdesinne.localization;

import java.util.List;
import org.matdesinne.design.Target;
import org.matdesinne.nn.PointBatch;

/** Moves candidates until the surrogate's prediction meets the target. */
public interface Localizer extends AutoCloseable {

  /** What the surrogate says of candidates that may be localized. */
  Assessment assess(PointBatch drawn);

  /**
   * Localizes a batch; a candidate's path does not depend on which others are in the batch, save
   * for rounding.
   *
   * @param starts inside the localizer's box
   * @param there what {@link #assess} says of them
   * @param target that predictions are to meet
   * @return one a start, in order
   */
  List<Localized> localize(PointBatch starts, Assessment there, Target target);

  @Override
  void close();
}
