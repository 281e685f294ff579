package org.matdesinne.metrics;

import java.util.Locale;
import org.matdesinne.design.Property;

/** What a benchmark measures of the candidates of one model, target and stage. */
public enum Metric {
  /** How many candidates the stage holds. */
  CANDIDATES(Quantity.NUMBER),
  /** Mean absolute error of the surrogate's prediction against the target. */
  MAE(Quantity.ERROR),
  /** Median of that error. */
  MEDIAN_ERROR(Quantity.ERROR),
  /** 95th percentile of that error. */
  P95_ERROR(Quantity.ERROR),
  /** Greatest of that error. */
  MAXIMUM_ERROR(Quantity.ERROR),
  /** How many candidates the oracle labelled. */
  ORACLE_CANDIDATES(Quantity.NUMBER),
  /** Mean absolute error of the oracle's label against the target. */
  ORACLE_MAE(Quantity.ERROR),
  /** Accepted candidates a draw. */
  YIELD(Quantity.NUMBER),
  /** Share of the stage's candidates outside the training ranges. */
  OUTSIDE(Quantity.NUMBER),
  /** Share novel on average, see {@link Novelty}. */
  NOVEL_AVERAGE(Quantity.NUMBER),
  /** Share novel at maximum, see {@link Novelty}. */
  NOVEL_MAXIMUM(Quantity.NUMBER),
  /** Time spent drawing and inverting latents, all tasks together. */
  GENERATION_SECONDS(Quantity.TIME),
  /** Time spent down-selecting, all tasks together. */
  SELECTION_SECONDS(Quantity.TIME),
  /** Time spent localizing, all tasks together. */
  LOCALIZATION_SECONDS(Quantity.TIME);

  private enum Quantity {
    NUMBER,
    ERROR,
    TIME
  }

  private final Quantity quantity;

  Metric(Quantity quantity) {
    this.quantity = quantity;
  }

  /** The unit of a value: the property's for errors, s for times, 1 for counts and shares. */
  public String unit(Property property) {
    return switch (quantity) {
      case NUMBER -> "1";
      case ERROR -> property.unit();
      case TIME -> "s";
    };
  }

  /** The metric as tables call it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric that tables call {@code column}. */
  public static Metric ofColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
