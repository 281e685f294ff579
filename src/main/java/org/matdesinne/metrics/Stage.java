package org.matdesinne.metrics;

import java.util.Locale;

/** What of a model is measured: its candidates at some point of the design, or its posteriors. */
public enum Stage {
  /** As drawn, all that are finite. */
  RAW("raw"),
  /** As drawn, inside the training ranges. */
  RAW_IN_RANGE("raw in range"),
  /** Localized and accepted. */
  LOCALIZED("localized"),
  /** The model's posteriors given held-out points, whatever the target. */
  POSTERIOR("posterior");

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  /** The stage as a reader calls it. */
  public String title() {
    return title;
  }

  /** The stage as tables call it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage that tables call {@code column}. */
  public static Stage ofColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
