package org.matdesinne.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matdesinne.design.Property;
import org.matdesinne.design.Spread;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;
import org.matdesinne.report.TextTable.Column;

/**
 * Several generators on one screen: a block for each target, in it a line for each generator with
 * the medians over its trainings. What was not measured is {@code -}; a judge's columns are left
 * out where none was asked, that of abstentions where there are none.
 *
 * @param property what was designed for
 * @param measurements in the order of their generators
 */
public record ComparisonTable(Property property, List<Measurement> measurements) {

  /** Keeps a copy. */
  public ComparisonTable {
    measurements = List.copyOf(measurements);
  }

  private enum Figure {
    RAW("raw\nMAE", Stage.RAW, Metric.MAE, NumberFormat.ERROR),
    OUTSIDE("outside", Stage.RAW, Metric.OUTSIDE, NumberFormat.PERCENT),
    LOCALIZED("localized\nMAE", Stage.LOCALIZED, Metric.MAE, NumberFormat.ERROR),
    ORACLE("oracle\nMAE", Stage.LOCALIZED, Metric.ORACLE_MAE, NumberFormat.ERROR),
    JUDGE("judge\nMAE", Stage.LOCALIZED, Metric.JUDGE_MAE, NumberFormat.ERROR),
    WITHIN("within", Stage.LOCALIZED, Metric.JUDGE_WITHIN, NumberFormat.PERCENT),
    YIELD("yield", Stage.LOCALIZED, Metric.YIELD, NumberFormat.PERCENT),
    ABSTAINED("abstained", Stage.LOCALIZED, Metric.ABSTAINED, NumberFormat.PERCENT),
    NOVEL_AVERAGE("novel\naverage", Stage.LOCALIZED, Metric.NOVEL_AVERAGE, NumberFormat.PERCENT),
    NOVEL_MAXIMUM("novel\nmaximum", Stage.LOCALIZED, Metric.NOVEL_MAXIMUM, NumberFormat.PERCENT),
    GENERATION("generate", Stage.RAW, Metric.GENERATION_SECONDS, NumberFormat.SECONDS),
    LOCALIZATION("localize", Stage.LOCALIZED, Metric.LOCALIZATION_SECONDS, NumberFormat.SECONDS);

    final String title;
    final Stage stage;
    final Metric metric;
    final NumberFormat format;

    Figure(String title, Stage stage, Metric metric, NumberFormat format) {
      this.title = title;
      this.stage = stage;
      this.metric = metric;
      this.format = format;
    }

    boolean isOf(Measurement row) {
      return row.stage() == stage && row.metric() == metric;
    }

    boolean isWorthAColumn(List<Measurement> measurements) {
      Stream<Measurement> found = measurements.stream().filter(this::isOf);
      return switch (this) {
        case JUDGE, WITHIN -> found.findAny().isPresent();
        case ABSTAINED -> found.anyMatch(row -> row.value() > 0);
        default -> true;
      };
    }
  }

  /** The table. */
  public String render() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(""));
    List<Figure> figures =
        Stream.of(Figure.values()).filter(each -> each.isWorthAColumn(measurements)).toList();
    for (Figure figure : figures) {
      columns.add(Column.numbers(figure.title + "\n" + figure.format.unit(property)));
    }
    TextTable table = new TextTable(columns);
    for (double target : targets()) {
      table.title(property.name() + " = " + target + " " + property.unit());
      generators(target).forEach((generator, rows) -> table.row(cells(generator, figures, rows)));
    }
    return table.render();
  }

  private Set<Double> targets() {
    return measurements.stream()
        .flatMapToDouble(row -> row.target().stream())
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, List<Measurement>> generators(double target) {
    Map<String, List<Measurement>> generators = new LinkedHashMap<>();
    for (Measurement row : measurements) {
      if (row.target().equals(OptionalDouble.of(target))) {
        generators.computeIfAbsent(row.model(), name -> new ArrayList<>()).add(row);
      }
    }
    return generators;
  }

  private static List<String> cells(
      String generator, List<Figure> figures, List<Measurement> rows) {
    Stream<String> numbers =
        figures.stream()
            .map(
                figure ->
                    median(figure, rows).map(value -> figure.format.apply(value)).orElse("-"));
    return Stream.concat(Stream.of("  " + generator), numbers).toList();
  }

  private static Optional<Double> median(Figure figure, List<Measurement> rows) {
    double[] values = rows.stream().filter(figure::isOf).mapToDouble(Measurement::value).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values).median());
  }
}
