package org.matdesinne.chart;

import java.util.List;
import java.util.stream.Stream;
import org.matdesinne.chart.Svg.Anchor;

/**
 * Values of several things under several circumstances: a column of panels for each circumstance,
 * one above the other a panel for each quantity, in every panel a line for each thing with dots
 * where its values are (Cleveland's dot plot, in small multiples).
 *
 * @param title what the picture is called by those who cannot see it
 * @param description what it shows, for them
 * @param columns titles of the circumstances
 * @param bands the quantities, from top to bottom
 * @param hollow what a hollow dot means
 */
public record DotPlot(
    String title, String description, List<String> columns, List<Band> bands, String hollow) {

  private static final double WIDTH = 960;
  private static final double LEAST_PANEL = 200;
  private static final double GAP = 40;
  private static final double ROW = 17;
  private static final double MARGIN = 10;
  private static final double TICKS = 34;
  private static final double HEADING = 26;

  /** Keeps copies, and checks that there is something to draw. */
  public DotPlot {
    columns = List.copyOf(columns);
    bands = List.copyOf(bands);
    if (columns.isEmpty() || bands.isEmpty()) {
      throw new IllegalArgumentException("a plot of no columns or no bands");
    }
    for (Band band : bands) {
      for (Row row : band.rows) {
        if (row.dots.size() != columns.size()) {
          throw new IllegalArgumentException(
              row.name + " has dots for " + row.dots.size() + " of " + columns.size() + " columns");
        }
      }
    }
  }

  /**
   * What dots of one mark mean.
   *
   * @param mark how they look
   * @param name what they are called in the legend
   */
  public record Series(Mark mark, String name) {}

  /**
   * A quantity.
   *
   * @param title of its axis, with the unit
   * @param scale of its axis
   * @param series what its dots mean
   * @param rows the things that have it, from top to bottom
   */
  public record Band(String title, Scale scale, List<Series> series, List<Row> rows) {
    /** Keeps copies. */
    public Band {
      series = List.copyOf(series);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A thing.
   *
   * @param name of it
   * @param dots for each column those that lie in it
   */
  public record Row(String name, List<List<Dot>> dots) {
    /** Keeps copies. */
    public Row {
      dots = dots.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A value.
   *
   * @param least of several values that {@code value} stands for
   * @param greatest of them
   * @param hollow whether it is drawn hollow
   * @param label what a viewer may show of it
   */
  public record Dot(
      Mark mark, double value, double least, double greatest, boolean hollow, String label) {}

  /** The picture, an SVG document. */
  public String render() {
    double left = left();
    double panel = Math.max(LEAST_PANEL, (WIDTH - left - MARGIN) / columns.size() - GAP);
    double width = left + columns.size() * (panel + GAP) + MARGIN;
    double top = MARGIN + HEADING;
    double height = top + bands.stream().mapToDouble(DotPlot::height).sum();
    Svg svg = new Svg(width, height, title, description);
    for (int column = 0; column < columns.size(); column++) {
      double x = left + column * (panel + GAP);
      svg.text(x + panel / 2, top - 8, Anchor.MIDDLE, "heading", columns.get(column));
    }
    double y = top;
    for (Band band : bands) {
      drawNames(svg, band, left - 10, y);
      drawLegend(svg, band, left, y);
      for (int column = 0; column < columns.size(); column++) {
        drawPanel(svg, band, column, left + column * (panel + GAP), y, panel);
      }
      y += height(band);
    }
    return svg.finish();
  }

  private double left() {
    return 20
        + bands.stream()
            .flatMap(
                band -> Stream.concat(band.rows.stream().map(Row::name), Stream.of(band.title)))
            .mapToDouble(Svg::room)
            .max()
            .orElse(0);
  }

  private static double height(Band band) {
    return HEADING + band.rows.size() * ROW + TICKS;
  }

  private void drawLegend(Svg svg, Band band, double left, double top) {
    double x = left;
    for (Series each : band.series) {
      x = drawEntry(svg, each.mark, false, each.name, x, top);
    }
    boolean isHollow =
        band.rows.stream()
            .flatMap(row -> row.dots.stream())
            .flatMap(List::stream)
            .anyMatch(Dot::hollow);
    if (isHollow) {
      drawEntry(svg, band.series.get(0).mark, true, hollow, x, top);
    }
  }

  /** Where the next entry begins. */
  private static double drawEntry(
      Svg svg, Mark mark, boolean isHollow, String name, double x, double top) {
    double y = top + HEADING - 12;
    svg.mark(mark, x + 5, y - 4, isHollow, "");
    svg.text(x + 16, y, Anchor.START, "legend", name);
    return x + 36 + Svg.room(name);
  }

  private static void drawNames(Svg svg, Band band, double right, double top) {
    svg.text(right, top + HEADING - 12, Anchor.END, "heading", band.title);
    for (int i = 0; i < band.rows.size(); i++) {
      svg.text(right, middle(top, i) + 4, Anchor.END, "name", band.rows.get(i).name);
    }
  }

  private static double middle(double top, int row) {
    return top + HEADING + (row + 0.5) * ROW;
  }

  private static void drawPanel(
      Svg svg, Band band, int column, double x, double top, double width) {
    double bottom = top + HEADING + band.rows.size() * ROW;
    for (double tick : band.scale.ticks()) {
      double at = x + width * band.scale.position(tick);
      svg.line(at, top + HEADING, at, bottom, "grid");
      svg.text(at, bottom + 15, Anchor.MIDDLE, "tick", tick(band, tick, column));
    }
    svg.line(x, bottom, x + width, bottom, "axis");
    for (int i = 0; i < band.rows.size(); i++) {
      double y = middle(top, i);
      svg.line(x, y, x + width, y, "grid");
      if (i > 0 && isHollow(band.rows.get(i)) && !isHollow(band.rows.get(i - 1))) {
        svg.line(x, y - ROW / 2, x + width, y - ROW / 2, "axis");
      }
      for (Dot dot : band.rows.get(i).dots.get(column)) {
        draw(svg, band.scale, dot, x, y, width);
      }
    }
  }

  private static boolean isHollow(Row row) {
    return row.dots.stream().flatMap(List::stream).allMatch(Dot::hollow);
  }

  private static String tick(Band band, double tick, int column) {
    String text = Scale.plain(tick);
    boolean smallerOnes =
        tick == band.scale.least()
            && band.rows.stream()
                .flatMap(row -> row.dots.get(column).stream())
                .anyMatch(dot -> dot.value < tick);
    return smallerOnes ? "≤ " + text : text;
  }

  private static void draw(Svg svg, Scale scale, Dot dot, double x, double y, double width) {
    double least = x + width * scale.position(dot.least);
    double greatest = x + width * scale.position(dot.greatest);
    if (greatest > least) {
      svg.line(least, y, greatest, y, dot.mark.style());
    }
    svg.mark(dot.mark, x + width * scale.position(dot.value), y, dot.hollow, dot.label);
  }
}
