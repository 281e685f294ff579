package org.matdesinne.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.matdesinne.design.Properties;
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
 * @param properties what was designed for
 * @param measurements in the order of their generators
 */
public record ComparisonTable(Properties properties, List<Measurement> measurements) {

  /** Keeps a copy. */
  public ComparisonTable {
    measurements = List.copyOf(measurements);
  }

  private static final List<MetricColumn> COLUMNS =
      List.of(
          MetricColumn.of("raw\nMAE", Stage.RAW, Metric.MAE, NumberFormat.ERROR),
          MetricColumn.of("outside", Stage.RAW, Metric.OUTSIDE, NumberFormat.PERCENT),
          MetricColumn.of("localized\nMAE", Stage.LOCALIZED, Metric.MAE, NumberFormat.ERROR),
          MetricColumn.of("oracle\nMAE", Stage.LOCALIZED, Metric.ORACLE_MAE, NumberFormat.ERROR),
          MetricColumn.of("judge\nMAE", Stage.LOCALIZED, Metric.JUDGE_MAE, NumberFormat.ERROR),
          MetricColumn.of("within", Stage.LOCALIZED, Metric.JUDGE_WITHIN, NumberFormat.PERCENT),
          MetricColumn.of("yield", Stage.LOCALIZED, Metric.YIELD, NumberFormat.PERCENT),
          MetricColumn.of("abstained", Stage.LOCALIZED, Metric.ABSTAINED, NumberFormat.PERCENT),
          MetricColumn.of(
              "novel\naverage", Stage.LOCALIZED, Metric.NOVEL_AVERAGE, NumberFormat.PERCENT),
          MetricColumn.of(
              "novel\nmaximum", Stage.LOCALIZED, Metric.NOVEL_MAXIMUM, NumberFormat.PERCENT),
          MetricColumn.of("generate", Stage.RAW, Metric.GENERATION_SECONDS, NumberFormat.SECONDS),
          MetricColumn.of(
              "localize", Stage.LOCALIZED, Metric.LOCALIZATION_SECONDS, NumberFormat.SECONDS));

  /** The table. */
  public String render() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(""));
    List<MetricColumn> metrics =
        COLUMNS.stream().filter(each -> each.isWorthAColumn(measurements)).toList();
    metrics.forEach(metric -> columns.add(metric.onScreen(properties)));
    TextTable table = new TextTable(columns);
    for (Asked asked : Asked.of(properties, measurements)) {
      table.title(asked.title(properties));
      generators(asked).forEach((generator, rows) -> table.row(cells(generator, metrics, rows)));
    }
    return table.render();
  }

  private Map<String, List<Measurement>> generators(Asked asked) {
    Map<String, List<Measurement>> generators = new LinkedHashMap<>();
    for (Measurement row : measurements) {
      if (asked.holds(row)) {
        generators.computeIfAbsent(row.model(), name -> new ArrayList<>()).add(row);
      }
    }
    return generators;
  }

  private static List<String> cells(
      String generator, List<MetricColumn> metrics, List<Measurement> rows) {
    Stream<String> numbers =
        metrics.stream()
            .map(
                metric ->
                    median(metric, rows).map(value -> metric.format().apply(value)).orElse("-"));
    return Stream.concat(Stream.of("  " + generator), numbers).toList();
  }

  private static Optional<Double> median(MetricColumn metric, List<Measurement> rows) {
    double[] values = rows.stream().filter(metric::shows).mapToDouble(Measurement::value).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values).median());
  }
}
