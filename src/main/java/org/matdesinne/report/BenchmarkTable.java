package org.matdesinne.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;
import org.matdesinne.report.TextTable.Column;

/**
 * A benchmark on one screen: a block for each model and target, in it a line for each stage and,
 * where the literature has figures for it, theirs below. What was not measured is {@code -}; a
 * judge's columns are left out where none was asked, that of abstentions where there are none.
 *
 * @param properties what was designed for
 * @param measurements in the order of their blocks
 */
public record BenchmarkTable(Properties properties, List<Measurement> measurements) {

  /** Keeps a copy. */
  public BenchmarkTable {
    measurements = List.copyOf(measurements);
  }

  private static final List<MetricColumn> COLUMNS =
      List.of(
          MetricColumn.of("candidates", Metric.CANDIDATES, NumberFormat.COUNT),
          MetricColumn.of("surrogate\nMAE", Metric.MAE, NumberFormat.ERROR),
          MetricColumn.of("median", Metric.MEDIAN_ERROR, NumberFormat.ERROR),
          MetricColumn.of("p95", Metric.P95_ERROR, NumberFormat.ERROR),
          MetricColumn.of("oracle\nMAE", Metric.ORACLE_MAE, NumberFormat.ERROR),
          MetricColumn.of("oracle\nwithin", Metric.ORACLE_WITHIN, NumberFormat.PERCENT),
          MetricColumn.of("judge\nMAE", Metric.JUDGE_MAE, NumberFormat.ERROR),
          MetricColumn.of("within", Metric.JUDGE_WITHIN, NumberFormat.PERCENT),
          MetricColumn.of("yield", Metric.YIELD, NumberFormat.PERCENT),
          MetricColumn.of("abstained", Metric.ABSTAINED, NumberFormat.PERCENT),
          MetricColumn.of("outside", Metric.OUTSIDE, NumberFormat.PERCENT),
          MetricColumn.of("novel\naverage", Metric.NOVEL_AVERAGE, NumberFormat.PERCENT),
          MetricColumn.of("novel\nmaximum", Metric.NOVEL_MAXIMUM, NumberFormat.PERCENT),
          MetricColumn.of("generate", Metric.GENERATION_SECONDS, NumberFormat.SECONDS),
          MetricColumn.of("localize", Metric.LOCALIZATION_SECONDS, NumberFormat.SECONDS));

  private record Block(String model, String target) {}

  /**
   * The table, at most 120 columns wide while names and numbers have their usual length; wider with
   * a judge or abstentions.
   */
  public String render() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(""));
    List<MetricColumn> metrics =
        COLUMNS.stream().filter(each -> each.isWorthAColumn(measurements)).toList();
    metrics.forEach(metric -> columns.add(metric.onScreen(properties)));
    TextTable table = new TextTable(columns);
    blocks().forEach((block, rows) -> addBlock(table, metrics, block, rows));
    return table.render();
  }

  private Map<Block, List<Measurement>> blocks() {
    Map<Block, List<Measurement>> blocks = new LinkedHashMap<>();
    for (Measurement row : measurements) {
      if (row.target().isPresent()) {
        Block block = new Block(row.model(), row.target().get());
        blocks.computeIfAbsent(block, b -> new ArrayList<>()).add(row);
      }
    }
    return blocks;
  }

  private void addBlock(
      TextTable table, List<MetricColumn> metrics, Block block, List<Measurement> rows) {
    table.title(block.model() + ", " + new Asked(block.target, Optional.empty()).title(properties));
    for (Stage stage : Stage.values()) {
      List<Measurement> ours = rows.stream().filter(row -> row.stage() == stage).toList();
      List<Measurement> ofAll = ours.stream().filter(row -> row.property().isEmpty()).toList();
      if (!ofAll.isEmpty()) {
        table.row(cells("  " + stage.title(), metrics, ofAll, Measurement::value));
      }
      for (Property property : properties.each()) {
        List<Measurement> ofOne =
            ours.stream()
                .filter(row -> row.property().equals(Optional.of(property.name())))
                .toList();
        if (!ofOne.isEmpty()) {
          table.row(cells("    " + property.title(), metrics, ofOne, Measurement::value));
        }
      }
      List<Measurement> theirs = ours.stream().filter(row -> row.published().isPresent()).toList();
      if (!theirs.isEmpty()) {
        table.row(cells("    published", metrics, theirs, row -> row.published().getAsDouble()));
      }
    }
  }

  private static List<String> cells(
      String title,
      List<MetricColumn> metrics,
      List<Measurement> rows,
      ToDoubleFunction<Measurement> value) {
    Stream<String> numbers = metrics.stream().map(metric -> cell(metric, rows, value));
    return Stream.concat(Stream.of(title), numbers).toList();
  }

  private static String cell(
      MetricColumn metric, List<Measurement> rows, ToDoubleFunction<Measurement> value) {
    return rows.stream()
        .filter(metric::shows)
        .findFirst()
        .map(row -> metric.format().apply(value.applyAsDouble(row)))
        .orElse("-");
  }
}
