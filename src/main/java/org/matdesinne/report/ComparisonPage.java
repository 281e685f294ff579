package org.matdesinne.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.matdesinne.design.Property;
import org.matdesinne.design.Spread;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;

/**
 * A comparison as a page of Markdown: a table for each figure, in it a line for each generator and
 * a column for each target, medians over the trainings with their spread, and the published
 * figures.
 *
 * @param property what was designed for
 * @param provenance what a reader must know to make the page again, a line each
 * @param measurements of all generators
 */
public record ComparisonPage(
    Property property, List<String> provenance, List<Measurement> measurements) {

  /** Keeps copies. */
  public ComparisonPage {
    provenance = List.copyOf(provenance);
    measurements = List.copyOf(measurements);
  }

  /**
   * One table.
   *
   * @param says what its figures are, for a reader
   */
  private record Figure(
      String title, String says, Stage stage, Metric metric, NumberFormat format) {

    boolean isOf(Measurement row) {
      return row.stage() == stage && row.metric() == metric;
    }
  }

  private static final List<Figure> FIGURES =
      List.of(
          new Figure(
              "Error as drawn",
              "Mean absolute error against the surrogate of all that was drawn",
              Stage.RAW,
              Metric.MAE,
              NumberFormat.ERROR),
          bestOf(5, Metric.BEST_OF_5_ERROR),
          bestOf(20, Metric.BEST_OF_20_ERROR),
          bestOf(50, Metric.BEST_OF_50_ERROR),
          new Figure(
              "Outside the ranges",
              "Draws outside the ranges of the training set",
              Stage.RAW,
              Metric.OUTSIDE,
              NumberFormat.PERCENT),
          new Figure(
              "Error after localization",
              "Mean absolute error against the surrogate of the accepted candidates",
              Stage.LOCALIZED,
              Metric.MAE,
              NumberFormat.ERROR),
          new Figure(
              "Greatest error after localization",
              "Of all accepted candidates",
              Stage.LOCALIZED,
              Metric.MAXIMUM_ERROR,
              NumberFormat.ERROR),
          new Figure(
              "Error by the oracle",
              "Mean absolute error of a sample of the accepted candidates",
              Stage.LOCALIZED,
              Metric.ORACLE_MAE,
              NumberFormat.ERROR),
          new Figure(
              "Error by the judge",
              "Mean absolute error of the accepted candidates by a model that had no part in them",
              Stage.LOCALIZED,
              Metric.JUDGE_MAE,
              NumberFormat.ERROR),
          new Figure(
              "95th percentile of the error by the judge",
              "Of all accepted candidates",
              Stage.LOCALIZED,
              Metric.JUDGE_P95,
              NumberFormat.ERROR),
          new Figure(
              "On target by the judge",
              "Accepted candidates that the judge sees within benchmark.target-window of the target",
              Stage.LOCALIZED,
              Metric.JUDGE_WITHIN,
              NumberFormat.PERCENT),
          new Figure(
              "Error as drawn by the judge",
              "Mean absolute error of what was drawn in range by that model",
              Stage.RAW_IN_RANGE,
              Metric.JUDGE_MAE,
              NumberFormat.ERROR),
          new Figure(
              "Yield",
              "Accepted candidates a draw",
              Stage.LOCALIZED,
              Metric.YIELD,
              NumberFormat.PERCENT),
          new Figure(
              "Abstained",
              "Draws of which the surrogate was not sure enough to accept or reject them",
              Stage.LOCALIZED,
              Metric.ABSTAINED,
              NumberFormat.PERCENT),
          new Figure(
              "Known",
              "Localized candidates, on target and in range, that are no new material",
              Stage.LOCALIZED,
              Metric.KNOWN,
              NumberFormat.PERCENT),
          new Figure(
              "Novelty as drawn, average difference",
              "Draws in range that differ on average from every training and validation row",
              Stage.RAW_IN_RANGE,
              Metric.NOVEL_AVERAGE,
              NumberFormat.PERCENT),
          new Figure(
              "Novelty as drawn, greatest difference",
              "Draws in range of which a lattice parameter differs from every training and validation"
                  + " row",
              Stage.RAW_IN_RANGE,
              Metric.NOVEL_MAXIMUM,
              NumberFormat.PERCENT),
          new Figure(
              "Novelty, average difference",
              "Accepted candidates that differ from every such row on average; all, where known ones are"
                  + " dropped",
              Stage.LOCALIZED,
              Metric.NOVEL_AVERAGE,
              NumberFormat.PERCENT),
          new Figure(
              "Novelty, greatest difference",
              "Accepted candidates of which a lattice parameter differs from every such row; all, where"
                  + " known ones are dropped",
              Stage.LOCALIZED,
              Metric.NOVEL_MAXIMUM,
              NumberFormat.PERCENT),
          new Figure(
              "Unique among themselves",
              "Accepted candidates that differ from every earlier one on average",
              Stage.LOCALIZED,
              Metric.UNIQUE_AVERAGE,
              NumberFormat.PERCENT),
          new Figure(
              "Distinct among themselves",
              "Accepted candidates of which no mirror image repeats an earlier one on average",
              Stage.LOCALIZED,
              Metric.DISTINCT_AVERAGE,
              NumberFormat.PERCENT),
          new Figure(
              "Coverage: histograms",
              "Mean overlap with held-out points of the target, as drawn and in range",
              Stage.RAW_IN_RANGE,
              Metric.HISTOGRAM_OVERLAP,
              NumberFormat.PERCENT),
          new Figure(
              "Coverage: worst histogram",
              "Least of the overlaps, that of the parameter that is covered worst",
              Stage.RAW_IN_RANGE,
              Metric.LEAST_HISTOGRAM_OVERLAP,
              NumberFormat.PERCENT),
          new Figure(
              "Coverage: kernel",
              "Squared maximum mean discrepancy from held-out points of the target",
              Stage.RAW_IN_RANGE,
              Metric.MAXIMUM_MEAN_DISCREPANCY,
              NumberFormat.NUMBER),
          new Figure(
              "Coverage: classifier",
              "How often a classifier tells draws from held-out points; 50 % is chance",
              Stage.RAW_IN_RANGE,
              Metric.CLASSIFIER_ACCURACY,
              NumberFormat.PERCENT),
          new Figure(
              "Coverage: classifier's deviations from chance",
              "How far the classifier's accuracy lies above 50 %, in standard deviations of chance,"
                  + " 1 / (2 √points); of two\nsamples of one distribution that is more than 1.64 in"
                  + " one of 20 cases (Lopez-Paz and Oquab 2017)",
              Stage.RAW_IN_RANGE,
              Metric.CLASSIFIER_DEVIATIONS,
              NumberFormat.DECIMAL),
          new Figure(
              "Coverage: classifier's test points",
              "Draws and held-out points, as many of each; the more there are, the smaller a difference"
                  + " is told from chance",
              Stage.RAW_IN_RANGE,
              Metric.CLASSIFIER_POINTS,
              NumberFormat.COUNT),
          new Figure(
              "Time to generate",
              "All draws, all tasks together",
              Stage.RAW,
              Metric.GENERATION_SECONDS,
              NumberFormat.SECONDS),
          new Figure(
              "Time to localize",
              "All draws, all tasks together",
              Stage.LOCALIZED,
              Metric.LOCALIZATION_SECONDS,
              NumberFormat.SECONDS),
          new Figure(
              "Evaluations per accepted candidate",
              "Of the surrogate: one a draw; of a draw that is localized one more a step, one at its"
                  + " end, one for its uncertainty",
              Stage.LOCALIZED,
              Metric.EVALUATIONS_PER_ACCEPTED,
              NumberFormat.DECIMAL),
          new Figure(
              "Time per accepted candidate",
              "To draw, select and localize, all tasks together, the rejected draws' too",
              Stage.LOCALIZED,
              Metric.SECONDS_PER_ACCEPTED,
              NumberFormat.MILLISECONDS));

  private static Figure bestOf(int draws, Metric metric) {
    return new Figure(
        "Best of " + draws,
        "Expected least error among " + draws + " draws (Ren et al. 2020)",
        Stage.RAW,
        metric,
        NumberFormat.ERROR);
  }

  private static final List<Figure> POSTERIOR =
      List.of(
          posterior("median log-likelihood", Metric.MEDIAN_LOG_LIKELIHOOD, NumberFormat.NUMBER),
          posterior("rank deviation", Metric.RANK_DEVIATION, NumberFormat.NUMBER),
          posterior("covered by 50 % intervals", Metric.COVERAGE_50, NumberFormat.PERCENT),
          posterior("by 80 %", Metric.COVERAGE_80, NumberFormat.PERCENT),
          posterior("by 95 %", Metric.COVERAGE_95, NumberFormat.PERCENT));

  private static Figure posterior(String title, Metric metric, NumberFormat format) {
    return new Figure(title, "", Stage.POSTERIOR, metric, format);
  }

  /** The page. */
  public String render() {
    StringBuilder page = new StringBuilder("# Benchmark\n\n");
    provenance.forEach(line -> page.append(line).append('\n'));
    page.append("\nMedians over the trainings; in parentheses the least and the greatest.\n");
    for (Figure figure : FIGURES) {
      if (measurements.stream().anyMatch(row -> isWorthSaying(figure, row))) {
        page.append(section(figure));
      }
    }
    if (measurements.stream().anyMatch(row -> row.stage() == Stage.POSTERIOR)) {
      page.append(posteriors());
    }
    return page.toString();
  }

  /** That nobody abstained is no news. */
  private static boolean isWorthSaying(Figure figure, Measurement row) {
    return figure.isOf(row) && (figure.metric != Metric.ABSTAINED || row.value() > 0);
  }

  private String section(Figure figure) {
    Set<Double> targets =
        measurements.stream()
            .flatMapToDouble(row -> row.target().stream())
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> header = new ArrayList<>(List.of("generator"));
    targets.forEach(target -> header.add(property.name() + " = " + target + " " + property.unit()));
    List<List<String>> rows = new ArrayList<>();
    Set<List<String>> shown = new HashSet<>();
    for (String generator : generators()) {
      List<String> cells = new ArrayList<>(List.of(generator));
      List<String> published = new ArrayList<>(List.of(generator + ", published"));
      for (double target : targets) {
        List<Measurement> found =
            measurements.stream()
                .filter(figure::isOf)
                .filter(row -> row.model().equals(generator))
                .filter(row -> row.target().equals(OptionalDouble.of(target)))
                .toList();
        cells.add(cell(figure, found));
        published.add(publishedCell(figure, found));
      }
      rows.add(cells);
      List<String> values = published.subList(1, published.size());
      // One figure may stand beside several generators.
      if (values.stream().anyMatch(cell -> !cell.isEmpty()) && shown.add(values)) {
        rows.add(published);
      }
    }
    String unit = figure.format.unit(property);
    return "\n## "
        + figure.title
        + "\n\n"
        + figure.says
        + (unit.isEmpty() ? "" : " (" + unit + ")")
        + ".\n\n"
        + table(header, rows);
  }

  private String posteriors() {
    List<String> header = new ArrayList<>(List.of("generator"));
    for (Figure figure : POSTERIOR) {
      header.add(figure.title);
    }
    List<List<String>> rows = new ArrayList<>();
    posteriorRows().forEach((generator, cells) -> rows.add(cells));
    return "\n## Posteriors\n\nOn held-out points: likelihood per unit of design space, of those that"
        + " lie on no sheet; the greatest\ndeviation of ranks from uniform (simulation-based"
        + " calibration, Talts et al. 2018); how many true values\nthe central intervals of the"
        + " posteriors cover (%).\n\n"
        + table(header, rows);
  }

  private Map<String, List<String>> posteriorRows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String generator : generators()) {
      List<Measurement> own =
          measurements.stream()
              .filter(row -> row.stage() == Stage.POSTERIOR && row.model().equals(generator))
              .toList();
      if (!own.isEmpty()) {
        List<String> cells = new ArrayList<>(List.of(generator));
        for (Figure figure : POSTERIOR) {
          cells.add(cell(figure, own.stream().filter(figure::isOf).toList()));
        }
        rows.put(generator, cells);
      }
    }
    return rows;
  }

  private Set<String> generators() {
    return measurements.stream()
        .map(Measurement::model)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String cell(Figure figure, List<Measurement> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    Spread spread = Spread.of(rows.stream().mapToDouble(Measurement::value).toArray());
    String median = figure.format.apply(spread.median());
    return spread.count() == 1
        ? median
        : median
            + " ("
            + figure.format.apply(spread.least())
            + "–"
            + figure.format.apply(spread.greatest())
            + ")";
  }

  private static String publishedCell(Figure figure, List<Measurement> rows) {
    return rows.stream()
        .flatMapToDouble(row -> row.published().stream())
        .mapToObj(figure.format::apply)
        .findFirst()
        .orElse("");
  }

  private static String table(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(line(header));
    text.append("|---|").append("---:|".repeat(header.size() - 1)).append('\n');
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
