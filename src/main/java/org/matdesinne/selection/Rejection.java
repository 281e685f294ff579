package org.matdesinne.selection;

import java.util.Locale;

/** Why a candidate is dropped. */
public enum Rejection {
  /** A parameter or prediction is not a finite number. */
  NOT_FINITE,
  /** A parameter lies outside the training ranges. */
  OUT_OF_RANGE,
  /** The prediction is too far from the target to be worth localizing. */
  OFF_TARGET,
  /** Localization ended away from the target. */
  NOT_CONVERGED,
  /** It is on target, but too far from all points that a person has given. */
  FAR,
  /** It is on target and in range, but no new material. */
  KNOWN,
  /** It is on target, but the surrogate is not sure. */
  UNCERTAIN,
  /** It is on target, but far from all that the surrogate was trained on. */
  REMOTE;

  /** Whether it may be good all the same: nobody has found a fault with it. */
  public boolean abstains() {
    return this == UNCERTAIN || this == REMOTE;
  }

  /** The reason as tables spell it. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
