package org.matdesinne.description;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Columns that add to the same in every row, but for rounding: shares of a whole.
 *
 * @param columns their names
 * @param least sum of a row
 * @param greatest sum of a row
 */
public record Composition(List<String> columns, double least, double greatest) {
  /** What rounded numbers may be off, as a share of the whole. */
  private static final double ROUNDING = 0.02;

  private static final int MOST_DIGITS = 15;

  /** Whether the sums are the same, but for rounding. */
  public boolean holds() {
    return (greatest - least) / 2 <= ROUNDING * Math.abs(greatest + least) / 2;
  }

  /** How far the sum of a row is from {@link #whole}, at most. */
  public double off() {
    return Math.max(greatest - whole(), whole() - least);
  }

  /** The sum, with as few digits as the rows allow. */
  public double whole() {
    double middle = (least + greatest) / 2;
    double allowed = Math.max((greatest - least) / 2, 1e-9 * Math.abs(middle));
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      double rounded = new BigDecimal(middle).round(new MathContext(digits)).doubleValue();
      if (Math.abs(rounded - middle) <= allowed) {
        return rounded;
      }
    }
    return middle;
  }
}
