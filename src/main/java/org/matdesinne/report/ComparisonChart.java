package org.matdesinne.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.matdesinne.chart.DotPlot;
import org.matdesinne.chart.Mark;
import org.matdesinne.chart.Scale;
import org.matdesinne.design.Spread;

/**
 * A comparison's summary as a picture: a column of panels for each target, and below each other the
 * errors, the shares and the times of all systems.
 *
 * @param summary what is drawn
 */
public record ComparisonChart(ComparisonSummary summary) {
  /** Powers of ten that an axis spans, at most: what is smaller is all the same to a reader. */
  private static final int DECADES = 4;

  /** A column of the summary in the picture: how its dots look, and what the legend calls it. */
  private record Part(MetricColumn column, Mark mark, String name) {}

  /**
   * What is drawn in one band of panels.
   *
   * @param title of the axis
   * @param factor from a measured value to one on the axis
   * @param scale of the axis, for values on it
   */
  private record Quantity(
      String title, double factor, Function<double[], Scale> scale, List<Part> parts) {}

  private List<Quantity> quantities() {
    String unit = NumberFormat.ERROR.unit(summary.properties());
    return List.of(
        new Quantity(
            unit.isEmpty() ? "error" : "error (" + unit + ")",
            1,
            values -> Scale.powersOfTen(values, DECADES),
            List.of(
                new Part(ComparisonSummary.DRAWN, Mark.CIRCLE, "as drawn"),
                new Part(ComparisonSummary.LOCALIZED, Mark.SQUARE, "localized"),
                new Part(ComparisonSummary.JUDGE, Mark.TRIANGLE, "localized, by the judge"),
                new Part(ComparisonSummary.ORACLE, Mark.DIAMOND, "localized, by the oracle"))),
        new Quantity(
            "share (%)",
            100,
            values -> Scale.percent(),
            List.of(
                new Part(ComparisonSummary.YIELD, Mark.CIRCLE, "yield"),
                new Part(ComparisonSummary.UNIQUE, Mark.SQUARE, "unique"))),
        new Quantity(
            "time (s)",
            1e4,
            values -> Scale.powersOfTen(values, DECADES),
            List.of(new Part(ComparisonSummary.TIME, Mark.CIRCLE, "for 10,000 candidates"))));
  }

  /** The picture, an SVG document. */
  public String render() {
    List<DotPlot.Band> bands =
        quantities().stream().map(this::band).filter(band -> !band.rows().isEmpty()).toList();
    return new DotPlot(
            "Systems compared: " + String.join(", ", summary.properties().names()),
            description(),
            summary.targets().stream().map(summary::title).toList(),
            bands,
            "published")
        .render();
  }

  /** What the picture shows, for those who cannot see it. */
  String description() {
    return "Chart of the values in the table: for each target a column of panels, one for the errors,"
        + " one for the shares, one for the times; in each panel a line for each of these systems: "
        + summary.systems().stream()
            .map(ComparisonSummary.ComparedSystem::title)
            .collect(Collectors.joining("; "))
        + ".";
  }

  private DotPlot.Band band(Quantity quantity) {
    List<MetricColumn> shown = summary.columns();
    List<Part> parts = quantity.parts.stream().filter(part -> shown.contains(part.column)).toList();
    List<DotPlot.Series> series =
        parts.stream().map(part -> new DotPlot.Series(part.mark, part.name)).toList();
    List<DotPlot.Row> rows =
        summary.systems().stream()
            .filter(system -> parts.stream().anyMatch(part -> summary.has(system, part.column)))
            .map(system -> row(system, quantity, parts))
            .toList();
    return new DotPlot.Band(quantity.title, scale(quantity, parts), series, rows);
  }

  private Scale scale(Quantity quantity, List<Part> parts) {
    double[] values = summary.values(parts.stream().map(Part::column).toList());
    return quantity.scale.apply(
        Arrays.stream(values).map(value -> quantity.factor * value).toArray());
  }

  private DotPlot.Row row(
      ComparisonSummary.ComparedSystem system, Quantity quantity, List<Part> parts) {
    List<List<DotPlot.Dot>> columns = new ArrayList<>();
    for (Asked target : summary.targets()) {
      List<DotPlot.Dot> dots = new ArrayList<>();
      for (Part part : parts) {
        summary
            .value(system, part.column, target)
            .ifPresent(spread -> dots.add(dot(system, quantity, part, spread)));
      }
      columns.add(dots);
    }
    return new DotPlot.Row(system.title(), columns);
  }

  private DotPlot.Dot dot(
      ComparisonSummary.ComparedSystem system, Quantity quantity, Part part, Spread spread) {
    NumberFormat format = part.column.format();
    String label =
        system.title()
            + ", "
            + part.name
            + ": "
            + format.spread(spread)
            + " "
            + format.unit(summary.properties());
    return new DotPlot.Dot(
        part.mark,
        quantity.factor * spread.median(),
        quantity.factor * spread.least(),
        quantity.factor * spread.greatest(),
        system.inLiterature(),
        label.strip());
  }
}
