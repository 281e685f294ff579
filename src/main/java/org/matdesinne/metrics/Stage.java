package org.matdesinne.metrics;

import java.util.Locale;

/** At which point of the inverse design its candidates are measured. */
public enum Stage {
  /** As drawn, all that are finite. */
  RAW("raw"),
  /** As drawn, inside the training ranges. */
  RAW_IN_RANGE("raw in range"),
  /** Localized and accepted. */
  LOCALIZED("localized");

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
