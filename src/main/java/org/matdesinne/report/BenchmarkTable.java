package org.matdesinne.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
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
 * @param property what was designed for
 * @param measurements in the order of their blocks
 */
public record BenchmarkTable(Property property, List<Measurement> measurements) {

  /** Keeps a copy. */
  public BenchmarkTable {
    measurements = List.copyOf(measurements);
  }

  private enum Figure {
    CANDIDATES("candidates", Metric.CANDIDATES, NumberFormat.COUNT),
    MAE("surrogate\nMAE", Metric.MAE, NumberFormat.ERROR),
    MEDIAN("median", Metric.MEDIAN_ERROR, NumberFormat.ERROR),
    P95("p95", Metric.P95_ERROR, NumberFormat.ERROR),
    ORACLE_MAE("oracle\nMAE", Metric.ORACLE_MAE, NumberFormat.ERROR),
    JUDGE_MAE("judge\nMAE", Metric.JUDGE_MAE, NumberFormat.ERROR),
    JUDGE_WITHIN("within", Metric.JUDGE_WITHIN, NumberFormat.PERCENT),
    YIELD("yield", Metric.YIELD, NumberFormat.PERCENT),
    ABSTAINED("abstained", Metric.ABSTAINED, NumberFormat.PERCENT),
    OUTSIDE("outside", Metric.OUTSIDE, NumberFormat.PERCENT),
    NOVEL_AVERAGE("novel\naverage", Metric.NOVEL_AVERAGE, NumberFormat.PERCENT),
    NOVEL_MAXIMUM("novel\nmaximum", Metric.NOVEL_MAXIMUM, NumberFormat.PERCENT),
    GENERATION("generate", Metric.GENERATION_SECONDS, NumberFormat.SECONDS),
    LOCALIZATION("localize", Metric.LOCALIZATION_SECONDS, NumberFormat.SECONDS);

    final String title;
    final Metric metric;
    final NumberFormat format;

    Figure(String title, Metric metric, NumberFormat format) {
      this.title = title;
      this.metric = metric;
      this.format = format;
    }

    boolean isWorthAColumn(List<Measurement> measurements) {
      Stream<Measurement> found = measurements.stream().filter(row -> row.metric() == metric);
      return switch (this) {
        case JUDGE_MAE, JUDGE_WITHIN -> found.findAny().isPresent();
        case ABSTAINED -> found.anyMatch(row -> row.value() > 0);
        default -> true;
      };
    }

    Column column(Property property) {
      return Column.numbers(title + "\n" + format.unit(property));
    }
  }

  private record Block(String model, double target) {}

  /**
   * The table, at most 120 columns wide while names and numbers have their usual length; wider with
   * a judge or abstentions.
   */
  public String render() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(""));
    List<Figure> figures =
        Stream.of(Figure.values()).filter(each -> each.isWorthAColumn(measurements)).toList();
    for (Figure figure : figures) {
      columns.add(figure.column(property));
    }
    TextTable table = new TextTable(columns);
    blocks().forEach((block, rows) -> addBlock(table, figures, block, rows));
    return table.render();
  }

  private Map<Block, List<Measurement>> blocks() {
    Map<Block, List<Measurement>> blocks = new LinkedHashMap<>();
    for (Measurement row : measurements) {
      if (row.target().isPresent()) {
        Block block = new Block(row.model(), row.target().getAsDouble());
        blocks.computeIfAbsent(block, b -> new ArrayList<>()).add(row);
      }
    }
    return blocks;
  }

  private void addBlock(
      TextTable table, List<Figure> figures, Block block, List<Measurement> rows) {
    table.title(
        block.model() + ", " + property.name() + " = " + block.target() + " " + property.unit());
    for (Stage stage : Stage.values()) {
      List<Measurement> ours = rows.stream().filter(row -> row.stage() == stage).toList();
      if (!ours.isEmpty()) {
        table.row(cells("  " + stage.title(), figures, ours, Measurement::value));
      }
      List<Measurement> theirs = ours.stream().filter(row -> row.published().isPresent()).toList();
      if (!theirs.isEmpty()) {
        table.row(cells("    published", figures, theirs, row -> row.published().getAsDouble()));
      }
    }
  }

  private static List<String> cells(
      String title,
      List<Figure> figures,
      List<Measurement> rows,
      ToDoubleFunction<Measurement> value) {
    Stream<String> numbers = figures.stream().map(figure -> cell(figure, rows, value));
    return Stream.concat(Stream.of(title), numbers).toList();
  }

  private static String cell(
      Figure figure, List<Measurement> rows, ToDoubleFunction<Measurement> value) {
    return rows.stream()
        .filter(row -> row.metric() == figure.metric)
        .findFirst()
        .map(row -> figure.format.apply(value.applyAsDouble(row)))
        .orElse("-");
  }
}
