package org.matdesinne.report;

import java.util.Locale;
import org.matdesinne.design.Property;

/** How many digits of a number help a reader; each kind aligns when set flush right. */
enum NumberFormat {
  /** A whole number, in groups of three digits. */
  COUNT {
    @Override
    String apply(double value) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }

    @Override
    String unit(Property property) {
      return "";
    }
  },

  /** A pure number of four decimals; what rounds to zero has no sign. */
  NUMBER {
    @Override
    String apply(double value) {
      return String.format(Locale.ROOT, "%.4f", Math.round(1e4 * value) / 1e4);
    }

    @Override
    String unit(Property property) {
      return "";
    }
  },

  /** A pure number of two decimals; what rounds to zero has no sign. */
  DECIMAL {
    @Override
    String apply(double value) {
      return String.format(Locale.ROOT, "%.2f", Math.round(1e2 * value) / 1e2);
    }

    @Override
    String unit(Property property) {
      return "";
    }
  },

  /** An error: four decimals, and never a zero that is none. */
  ERROR {
    @Override
    String apply(double value) {
      return value > 0 && value < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    String unit(Property property) {
      return property.unit();
    }
  },

  /** A share from 0 to 1 as a percentage of two decimals. */
  PERCENT {
    @Override
    String apply(double value) {
      return String.format(Locale.ROOT, "%.2f", 100 * value);
    }

    @Override
    String unit(Property property) {
      return "%";
    }
  },

  /** A time in seconds with one decimal. */
  SECONDS {
    @Override
    String apply(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    String unit(Property property) {
      return "s";
    }
  },

  /** A time in seconds as milliseconds of two decimals. */
  MILLISECONDS {
    @Override
    String apply(double value) {
      return String.format(Locale.ROOT, "%.2f", 1000 * value);
    }

    @Override
    String unit(Property property) {
      return "ms";
    }
  };

  /** A measured value as text. */
  abstract String apply(double value);

  /** What the text is in. */
  abstract String unit(Property property);
}
