package org.matdesinne.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Spread;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PublishedValue;
import org.matdesinne.metrics.PublishedValues;
import org.matdesinne.metrics.Stage;

/**
 * What a comparison says, for the eye: for every system and target a few metrics, of several
 * trainings the median, and those of the systems in the literature that were measured on the same.
 *
 * @param properties what was designed for
 * @param measurements of all generators
 * @param published figures that belong beside them
 */
public record ComparisonSummary(
    Properties properties, List<Measurement> measurements, PublishedValues published) {

  static final MetricColumn DRAWN =
      MetricColumn.of("error as drawn", Stage.RAW, Metric.MAE, NumberFormat.ERROR);
  static final MetricColumn LOCALIZED =
      MetricColumn.of("error, localized", Stage.LOCALIZED, Metric.MAE, NumberFormat.ERROR);
  static final MetricColumn JUDGE =
      MetricColumn.of("error by the judge", Stage.LOCALIZED, Metric.JUDGE_MAE, NumberFormat.ERROR);
  static final MetricColumn ORACLE =
      MetricColumn.of(
          "error by the oracle", Stage.LOCALIZED, Metric.ORACLE_MAE, NumberFormat.ERROR);
  static final MetricColumn YIELD =
      MetricColumn.of("yield", Stage.LOCALIZED, Metric.YIELD, NumberFormat.PERCENT);
  static final MetricColumn UNIQUE =
      MetricColumn.of("unique", Stage.LOCALIZED, Metric.UNIQUE_AVERAGE, NumberFormat.PERCENT);

  /** Of a published system that only draws, the stage is another one. */
  static final MetricColumn TIME =
      MetricColumn.of(
          "time for 10,000", Metric.SECONDS_PER_ACCEPTED, NumberFormat.SECONDS_FOR_10000);

  private static final List<MetricColumn> COLUMNS =
      List.of(DRAWN, LOCALIZED, JUDGE, ORACLE, YIELD, UNIQUE, TIME);

  /** In a cell of Markdown. */
  private static final String LINE_BREAK = "<br>";

  /** Keeps a copy. */
  public ComparisonSummary {
    measurements = List.copyOf(measurements);
  }

  /**
   * A generator that was measured, or a system in the literature.
   *
   * @param name of it
   * @param inLiterature whether it is one of those
   */
  record ComparedSystem(String name, boolean inLiterature) {
    String title() {
      return inLiterature ? name + ", published" : name;
    }
  }

  /** What figures are compared at, in order. */
  List<Asked> targets() {
    return Asked.of(properties, measurements);
  }

  /** What the literature's times were measured on. */
  String machineOfTheLiterature() {
    String machine = published.work().machine();
    return machine.isEmpty() ? "another machine" : machine;
  }

  /** A target as a title of a column or a panel. */
  String title(Asked asked) {
    return asked.title(properties);
  }

  /** The generators in the order of their measurements. */
  List<ComparedSystem> generators() {
    return measurements.stream()
        .map(row -> new ComparedSystem(row.model(), false))
        .distinct()
        .toList();
  }

  /** The systems in the literature that were measured at one of the targets, in their order. */
  List<ComparedSystem> literature() {
    List<Asked> targets = targets();
    Set<ComparedSystem> systems = new LinkedHashSet<>();
    for (PublishedValue figure : published.figures()) {
      if (targets.stream().anyMatch(asked -> asked.holds(figure))) {
        systems.add(new ComparedSystem(figure.system(), true));
      }
    }
    return List.copyOf(systems);
  }

  /**
   * All systems: first the generators, those with the least error as drawn (mean over the targets,
   * of several properties in the greatest error of a generator) at the top; then the literature's.
   */
  List<ComparedSystem> systems() {
    List<ComparedSystem> systems = new ArrayList<>(generators());
    systems.sort(Comparator.comparingDouble(this::errorAsDrawn));
    systems.addAll(literature());
    return systems;
  }

  /** Infinite where it was not measured. */
  private double errorAsDrawn(ComparedSystem system) {
    return targets().stream()
        .mapToDouble(target -> errorAsDrawn(system, target) / scale(target))
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double errorAsDrawn(ComparedSystem system, Asked target) {
    return value(system, DRAWN, target).map(Spread::median).orElse(Double.POSITIVE_INFINITY);
  }

  /** What makes errors of several properties comparable. */
  private double scale(Asked target) {
    return generators().stream()
        .filter(generator -> properties.several())
        .mapToDouble(generator -> errorAsDrawn(generator, target))
        .filter(error -> error > 0 && Double.isFinite(error))
        .max()
        .orElse(1);
  }

  /** The columns that there is anything in. */
  List<MetricColumn> columns() {
    List<ComparedSystem> systems = systems();
    return COLUMNS.stream()
        .filter(column -> systems.stream().anyMatch(system -> has(system, column)))
        .toList();
  }

  boolean has(ComparedSystem system, MetricColumn column) {
    return targets().stream().anyMatch(target -> value(system, column, target).isPresent());
  }

  /** The value of a system's metric at a target, over its trainings, where there is one. */
  Optional<Spread> value(ComparedSystem system, MetricColumn column, Asked asked) {
    double[] values =
        system.inLiterature
            ? published.figures().stream()
                .filter(figure -> figure.system().equals(system.name))
                .filter(asked::holds)
                .filter(figure -> column.shows(figure.stage(), figure.metric()))
                .mapToDouble(PublishedValue::value)
                // The same one beside several models.
                .limit(1)
                .toArray()
            : measurements.stream()
                .filter(row -> row.model().equals(system.name))
                .filter(asked::holds)
                .filter(column::shows)
                .mapToDouble(Measurement::value)
                .toArray();
    return spread(values);
  }

  /** The value of a generator's metric that has no target, over its trainings. */
  Optional<Spread> value(ComparedSystem generator, MetricColumn column) {
    return spread(
        measurements.stream()
            .filter(row -> row.model().equals(generator.name))
            .filter(column::shows)
            .mapToDouble(Measurement::value)
            .toArray());
  }

  private static Optional<Spread> spread(double[] values) {
    return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** The table: a row for each system, in each of its cells a line for each target. */
  String table() {
    List<MetricColumn> columns = columns();
    List<String> header = new ArrayList<>(List.of("system"));
    header.add(name());
    columns.forEach(column -> header.add(column.withUnit(properties)));
    String targets = targets().stream().map(Asked::line).collect(Collectors.joining(LINE_BREAK));
    List<List<String>> rows = new ArrayList<>();
    for (ComparedSystem system : systems()) {
      Stream<String> cells = columns.stream().map(column -> cell(system, column));
      rows.add(Stream.concat(Stream.of(system.title(), targets), cells).toList());
    }
    return new MarkdownTable(header, rows).render();
  }

  /** What was designed for: the only property with its unit, or all. */
  String name() {
    if (properties.several()) {
      return String.join(", ", properties.names());
    }
    return properties.first().title();
  }

  private String cell(ComparedSystem system, MetricColumn column) {
    if (!has(system, column)) {
      return "";
    }
    List<String> values =
        targets().stream()
            .map(target -> value(system, column, target))
            .map(value -> value.map(found -> column.format().apply(found.median())).orElse("–"))
            .toList();
    boolean isOneForAll = system.inLiterature && values.stream().distinct().count() == 1;
    return isOneForAll ? values.get(0) : String.join(LINE_BREAK, values);
  }

  /** All medians, leasts and greatests of the columns, as far as there are any. */
  double[] values(List<MetricColumn> columns) {
    return systems().stream()
        .flatMap(
            system ->
                columns.stream()
                    .flatMap(
                        column ->
                            targets().stream()
                                .flatMap(target -> value(system, column, target).stream())))
        .flatMapToDouble(
            spread ->
                Arrays.stream(new double[] {spread.least(), spread.median(), spread.greatest()}))
        .toArray();
  }
}
