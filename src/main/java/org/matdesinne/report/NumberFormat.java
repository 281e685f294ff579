package org.matdesinne.report;

import java.util.Locale;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Spread;

/** How many digits of a number help a reader; each kind aligns when set flush right. */
enum NumberFormat {
  /** A whole number, in groups of three digits. */
  COUNT,
  /** A pure number of four decimals; what rounds to zero has no sign. */
  NUMBER,
  /** A pure number of two decimals; what rounds to zero has no sign. */
  DECIMAL,
  /** An error: four decimals, and never a zero that is none. */
  ERROR,
  /** A share from 0 to 1 as a percentage of two decimals. */
  PERCENT,
  /** A time in seconds with one decimal. */
  SECONDS,
  /** The time of one thing in seconds as that of 10,000 of them, with one decimal. */
  SECONDS_FOR_10000,
  /** A time in seconds as milliseconds of two decimals. */
  MILLISECONDS;

  /** A measured value as text. */
  String apply(double value) {
    return switch (this) {
      case COUNT -> text("%,.0f", value);
      case NUMBER -> text("%.4f", Math.round(1e4 * value) / 1e4);
      case DECIMAL -> text("%.2f", Math.round(1e2 * value) / 1e2);
      case ERROR -> value > 0 && value < 0.0001 ? "<0.0001" : text("%.4f", value);
      case PERCENT -> text("%.2f", 100 * value);
      case SECONDS -> text("%.1f", value);
      case SECONDS_FOR_10000 -> text("%.1f", 1e4 * value);
      case MILLISECONDS -> text("%.2f", 1000 * value);
    };
  }

  /** A measured value as text; {@code -} where it is not a number. */
  String orDash(double value) {
    return Double.isNaN(value) ? "-" : apply(value);
  }

  /** A median, and where there are several values the least and the greatest in parentheses. */
  String spread(Spread spread) {
    String median = apply(spread.median());
    return spread.count() == 1
        ? median
        : median + " (" + apply(spread.least()) + "–" + apply(spread.greatest()) + ")";
  }

  private static String text(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  /** What the text is in; of errors of several properties each row says it. */
  String unit(Properties properties) {
    return switch (this) {
      case COUNT, NUMBER, DECIMAL -> "";
      case ERROR -> properties.several() ? "" : properties.first().unit();
      case PERCENT -> "%";
      case SECONDS, SECONDS_FOR_10000 -> "s";
      case MILLISECONDS -> "ms";
    };
  }
}
