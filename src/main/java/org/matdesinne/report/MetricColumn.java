package org.matdesinne.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.matdesinne.design.Properties;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;

/**
 * A metric as a table shows it.
 *
 * @param title what readers call it
 * @param stage that it is shown of; empty for any
 * @param metric what was measured
 * @param format of its values
 */
record MetricColumn(String title, Optional<Stage> stage, Metric metric, NumberFormat format) {

  /** Of one stage. */
  static MetricColumn of(String title, Stage stage, Metric metric, NumberFormat format) {
    return new MetricColumn(title, Optional.of(stage), metric, format);
  }

  /** Of whatever stage it was measured at. */
  static MetricColumn of(String title, Metric metric, NumberFormat format) {
    return new MetricColumn(title, Optional.empty(), metric, format);
  }

  boolean shows(Measurement row) {
    return shows(row.stage(), row.metric());
  }

  boolean shows(Stage itsStage, Metric itsMetric) {
    return metric == itsMetric && stage.map(own -> own == itsStage).orElse(true);
  }

  /** Whether a table on the screen has this column: not everyone asks a judge, or abstains. */
  boolean isWorthAColumn(List<Measurement> measurements) {
    Stream<Measurement> found = measurements.stream().filter(this::shows);
    return switch (metric) {
      case JUDGE_MAE, JUDGE_WITHIN, ORACLE_WITHIN -> found.findAny().isPresent();
      case ABSTAINED -> found.anyMatch(row -> row.value() > 0);
      default -> true;
    };
  }

  /** The column on the screen. */
  TextTable.Column onScreen(Properties properties) {
    return TextTable.Column.numbers(title + "\n" + format.unit(properties));
  }

  /** The title with the unit in parentheses, where there is one. */
  String withUnit(Properties properties) {
    String unit = format.unit(properties);
    return unit.isEmpty() ? title : title + " (" + unit + ")";
  }
}
