package org.matdesinne.chart;

import java.util.Locale;

/**
 * How the points of a series look: each has a shape and a colour of its own, so that the colour is
 * never all that tells two series apart. The colours are those of Okabe and Ito, which people who
 * see few colours can tell apart, made lighter on dark ground.
 */
public enum Mark {
  /** A disc. */
  CIRCLE("#0072b2", "#56b4e9") {
    @Override
    String path(double x, double y) {
      return String.format(
          Locale.ROOT, "M%.1f %.1fa4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", x - 4, y); // radius 4
    }
  },
  /** A square on its side. */
  SQUARE("#b34e00", "#f0a030") {
    @Override
    String path(double x, double y) {
      return String.format(Locale.ROOT, "M%.1f %.1fh7v7h-7Z", x - 3.5, y - 3.5);
    }
  },
  /** A triangle that points upwards. */
  TRIANGLE("#00795a", "#3ccf9f") {
    @Override
    String path(double x, double y) {
      return String.format(Locale.ROOT, "M%.1f %.1fl4.5 8h-9Z", x, y - 4.5);
    }
  },
  /** A square on its corner. */
  DIAMOND("#a8467f", "#e79cc6") {
    @Override
    String path(double x, double y) {
      return String.format(Locale.ROOT, "M%.1f %.1fl5 5l-5 5l-5 -5Z", x, y - 5);
    }
  };

  private final String onLight;
  private final String onDark;

  Mark(String onLight, String onDark) {
    this.onLight = onLight;
    this.onDark = onDark;
  }

  /** The outline around a centre, as the data of an SVG path. */
  abstract String path(double x, double y);

  /** The name of the style of this mark's lines and areas. */
  String style() {
    return name().toLowerCase(Locale.ROOT);
  }

  String color(boolean dark) {
    return dark ? onDark : onLight;
  }
}
