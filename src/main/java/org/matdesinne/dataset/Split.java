package org.matdesinne.dataset;

import java.util.Locale;

/** What a labelled point may be used for. */
public enum Split {
  /** Fitting. */
  TRAIN,
  /** Every choice: epochs, settings, models. */
  VALIDATION,
  /** A last look, once. */
  TEST;

  /** The split as tables spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split that tables spell {@code label}. */
  public static Split of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
