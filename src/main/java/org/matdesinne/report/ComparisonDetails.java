package org.matdesinne.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.matdesinne.design.Spread;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;

/**
 * All that a comparison measured, for who wants to know exactly: a table for each metric, in it a
 * line for each generator and a column for each target, medians over the trainings with their
 * spread, and below them what the literature has of it.
 *
 * @param summary of the same measurements
 */
record ComparisonDetails(ComparisonSummary summary) {

  /**
   * One table.
   *
   * @param says what its numbers are, for a reader: a sentence without the unit and the full stop
   * @param more sentences that follow; empty for none
   */
  private record Detail(String says, MetricColumn column, String more) {}

  private static Detail detail(
      String title, String says, Stage stage, Metric metric, NumberFormat format) {
    return detail(title, says, stage, metric, format, "");
  }

  private static Detail detail(
      String title, String says, Stage stage, Metric metric, NumberFormat format, String more) {
    return new Detail(says, MetricColumn.of(title, stage, metric, format), more);
  }

  private static final List<Detail> DETAILS =
      List.of(
          detail(
              "Error as drawn",
              "Mean absolute error of everything that was drawn, by the surrogate",
              Stage.RAW,
              Metric.MAE,
              NumberFormat.ERROR),
          bestOf(5, Metric.BEST_OF_5_ERROR),
          bestOf(20, Metric.BEST_OF_20_ERROR),
          bestOf(50, Metric.BEST_OF_50_ERROR),
          detail(
              "Outside the ranges",
              "Draws with a parameter outside the range that it has in the training data",
              Stage.RAW,
              Metric.OUTSIDE,
              NumberFormat.PERCENT),
          detail(
              "Error after localization",
              "Mean absolute error of the accepted candidates, by the surrogate",
              Stage.LOCALIZED,
              Metric.MAE,
              NumberFormat.ERROR),
          detail(
              "Greatest error after localization",
              "The greatest error of an accepted candidate, by the surrogate",
              Stage.LOCALIZED,
              Metric.MAXIMUM_ERROR,
              NumberFormat.ERROR),
          detail(
              "Error by the oracle",
              "Mean absolute error of a sample of the accepted candidates, by the oracle",
              Stage.LOCALIZED,
              Metric.ORACLE_MAE,
              NumberFormat.ERROR),
          detail(
              "Error by the judge",
              "Mean absolute error of the accepted candidates, by the judge",
              Stage.LOCALIZED,
              Metric.JUDGE_MAE,
              NumberFormat.ERROR),
          detail(
              "95th percentile of the error by the judge",
              "95 of 100 accepted candidates have a smaller error by the judge",
              Stage.LOCALIZED,
              Metric.JUDGE_P95,
              NumberFormat.ERROR),
          detail(
              "On target by the judge",
              "Accepted candidates that are within benchmark.target-window of the target by the judge",
              Stage.LOCALIZED,
              Metric.JUDGE_WITHIN,
              NumberFormat.PERCENT),
          detail(
              "Error as drawn by the judge",
              "Mean absolute error of the draws inside the ranges, by the judge",
              Stage.RAW_IN_RANGE,
              Metric.JUDGE_MAE,
              NumberFormat.ERROR),
          detail(
              "Yield",
              "Accepted candidates for each draw",
              Stage.LOCALIZED,
              Metric.YIELD,
              NumberFormat.PERCENT),
          detail(
              "Abstained",
              "Draws for which the surrogate abstained: it was too uncertain to accept or reject them",
              Stage.LOCALIZED,
              Metric.ABSTAINED,
              NumberFormat.PERCENT),
          detail(
              "Known",
              "Localized candidates, on target and inside the ranges, that are known materials",
              Stage.LOCALIZED,
              Metric.KNOWN,
              NumberFormat.PERCENT,
              "A candidate is known when it repeats a row of the training or validation data."),
          detail(
              "Novelty as drawn, average difference",
              "Draws inside the ranges that are new on average",
              Stage.RAW_IN_RANGE,
              Metric.NOVEL_AVERAGE,
              NumberFormat.PERCENT,
              "New on average: the parameters differ from those of every training and validation row,"
                  + " in the mean over the\nparameters by more than benchmark.novelty-tolerance."),
          detail(
              "Novelty as drawn, greatest difference",
              "Draws inside the ranges that are new in at least one lattice parameter",
              Stage.RAW_IN_RANGE,
              Metric.NOVEL_MAXIMUM,
              NumberFormat.PERCENT,
              "A lattice parameter differs from that of every training and validation row by more than"
                  + " the tolerance."),
          detail(
              "Novelty, average difference",
              "Accepted candidates that are new on average",
              Stage.LOCALIZED,
              Metric.NOVEL_AVERAGE,
              NumberFormat.PERCENT,
              "All of them are, where known ones are dropped."),
          detail(
              "Novelty, greatest difference",
              "Accepted candidates that are new in at least one lattice parameter",
              Stage.LOCALIZED,
              Metric.NOVEL_MAXIMUM,
              NumberFormat.PERCENT,
              "All of them are, where known ones are dropped."),
          detail(
              "Unique among themselves",
              "Accepted candidates that differ on average from every earlier candidate of the target",
              Stage.LOCALIZED,
              Metric.UNIQUE_AVERAGE,
              NumberFormat.PERCENT),
          detail(
              "Distinct among themselves",
              "The same, where a mirror image of an earlier candidate counts as a repeat, too",
              Stage.LOCALIZED,
              Metric.DISTINCT_AVERAGE,
              NumberFormat.PERCENT),
          detail(
              "Coverage: histograms",
              "How much the histogram of a parameter overlaps that of the held-out points of the"
                  + " target, mean over the\nparameters, for draws inside the ranges",
              Stage.RAW_IN_RANGE,
              Metric.HISTOGRAM_OVERLAP,
              NumberFormat.PERCENT,
              "Held-out points are labelled points that no network was trained on. 100 % is full"
                  + " coverage."),
          detail(
              "Coverage: worst histogram",
              "The overlap of the parameter that is covered worst",
              Stage.RAW_IN_RANGE,
              Metric.LEAST_HISTOGRAM_OVERLAP,
              NumberFormat.PERCENT),
          detail(
              "Coverage: kernel",
              "Squared maximum mean discrepancy between draws and held-out points of the target",
              Stage.RAW_IN_RANGE,
              Metric.MAXIMUM_MEAN_DISCREPANCY,
              NumberFormat.NUMBER,
              "It is 0 when both have the same distribution."),
          detail(
              "Coverage: classifier",
              "How often a classifier tells draws from held-out points of the target",
              Stage.RAW_IN_RANGE,
              Metric.CLASSIFIER_ACCURACY,
              NumberFormat.PERCENT,
              "50 % is chance."),
          detail(
              "Coverage: classifier's deviations from chance",
              "How far the classifier's accuracy lies above 50 %, in standard deviations of chance,"
                  + " 1 / (2 √points)",
              Stage.RAW_IN_RANGE,
              Metric.CLASSIFIER_DEVIATIONS,
              NumberFormat.DECIMAL,
              "For two samples of one distribution it is more than 1.64 in one of 20 cases"
                  + " (Lopez-Paz and Oquab 2017)."),
          detail(
              "Coverage: classifier's test points",
              "Draws and held-out points that the classifier was tested with, as many of each",
              Stage.RAW_IN_RANGE,
              Metric.CLASSIFIER_POINTS,
              NumberFormat.COUNT,
              "The more there are, the smaller a difference is told from chance."),
          detail(
              "Time to generate",
              "Computing time to draw, for all draws, the sum over all parallel tasks",
              Stage.RAW,
              Metric.GENERATION_SECONDS,
              NumberFormat.SECONDS),
          detail(
              "Time to localize",
              "Computing time to localize, for all draws, the sum over all parallel tasks",
              Stage.LOCALIZED,
              Metric.LOCALIZATION_SECONDS,
              NumberFormat.SECONDS),
          detail(
              "Evaluations per accepted candidate",
              "How often the surrogate is evaluated for one accepted candidate",
              Stage.LOCALIZED,
              Metric.EVALUATIONS_PER_ACCEPTED,
              NumberFormat.DECIMAL,
              "Once for every draw; for a draw that is localized once more for each step, once at its"
                  + " end, and once for its\nuncertainty."),
          detail(
              "Time per accepted candidate",
              "Computing time to draw, select and localize, for one accepted candidate, the sum over"
                  + " all parallel tasks",
              Stage.LOCALIZED,
              Metric.SECONDS_PER_ACCEPTED,
              NumberFormat.MILLISECONDS,
              "Rejected draws count, too."));

  private static Detail bestOf(int draws, Metric metric) {
    return detail(
        "Best of " + draws,
        "The least error among "
            + draws
            + " draws that is to be expected, by the surrogate (Ren et al. 2020)",
        Stage.RAW,
        metric,
        NumberFormat.ERROR);
  }

  private static final List<MetricColumn> POSTERIOR =
      List.of(
          posterior("median log-likelihood", Metric.MEDIAN_LOG_LIKELIHOOD, NumberFormat.NUMBER),
          posterior("rank deviation", Metric.RANK_DEVIATION, NumberFormat.NUMBER),
          posterior("inside 50 % intervals (%)", Metric.COVERAGE_50, NumberFormat.PERCENT),
          posterior("80 % (%)", Metric.COVERAGE_80, NumberFormat.PERCENT),
          posterior("95 % (%)", Metric.COVERAGE_95, NumberFormat.PERCENT));

  private static MetricColumn posterior(String title, Metric metric, NumberFormat format) {
    return MetricColumn.of(title, Stage.POSTERIOR, metric, format);
  }

  /** The tables, each under a heading of the third level. */
  String render() {
    StringBuilder text = new StringBuilder();
    for (Detail detail : DETAILS) {
      if (summary.measurements().stream().anyMatch(row -> isWorthSaying(detail.column, row))) {
        text.append(section(detail));
      }
    }
    if (summary.measurements().stream().anyMatch(row -> row.stage() == Stage.POSTERIOR)) {
      text.append(posteriors());
    }
    return text.toString();
  }

  /** That nobody abstained is no news. */
  private static boolean isWorthSaying(MetricColumn column, Measurement row) {
    return column.shows(row) && (column.metric() != Metric.ABSTAINED || row.value() > 0);
  }

  private String section(Detail detail) {
    List<Asked> targets = summary.targets();
    List<String> header = new ArrayList<>(List.of("system"));
    targets.forEach(target -> header.add(summary.title(target)));
    List<ComparisonSummary.ComparedSystem> systems = new ArrayList<>(summary.generators());
    summary.literature().stream()
        .filter(system -> summary.has(system, detail.column))
        .forEach(systems::add);
    List<List<String>> rows = new ArrayList<>();
    for (ComparisonSummary.ComparedSystem system : systems) {
      List<String> cells = new ArrayList<>(List.of(system.title()));
      for (Asked target : targets) {
        cells.add(cell(detail.column, summary.value(system, detail.column, target)));
      }
      rows.add(cells);
    }
    String unit = detail.column.format().unit(summary.properties());
    return "\n### "
        + detail.column.title()
        + "\n\n"
        + detail.says
        + (unit.isEmpty() ? "" : " (" + unit + ")")
        + "."
        + (detail.more.isEmpty() ? "" : "\n" + detail.more)
        + (isTimeOfTheLiterature(detail, systems)
            ? " Published: the time that passed on " + summary.machineOfTheLiterature() + "."
            : "")
        + "\n\n"
        + new MarkdownTable(header, rows).render();
  }

  private static boolean isTimeOfTheLiterature(
      Detail detail, List<ComparisonSummary.ComparedSystem> systems) {
    return detail.column.metric() == Metric.SECONDS_PER_ACCEPTED
        && systems.stream().anyMatch(ComparisonSummary.ComparedSystem::inLiterature);
  }

  private static String cell(MetricColumn column, Optional<Spread> value) {
    return value.map(column.format()::spread).orElse("");
  }

  private String posteriors() {
    List<String> header = new ArrayList<>(List.of("system"));
    POSTERIOR.forEach(column -> header.add(column.title()));
    List<List<String>> rows = new ArrayList<>();
    for (ComparisonSummary.ComparedSystem system : summary.generators()) {
      List<String> cells = new ArrayList<>(List.of(system.name()));
      for (MetricColumn column : POSTERIOR) {
        cells.add(cell(column, summary.value(system, column)));
      }
      if (cells.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
        rows.add(cells);
      }
    }
    return """

        ### Posteriors

        A posterior is the distribution of designs that a generator holds possible for a property. It is checked on
        held-out points. The likelihood is per unit of design space, of points that lie on no low-dimensional slice (a
        parameter exactly at its reference). The rank deviation is the greatest deviation of the ranks of the true
        values from uniform (simulation-based calibration, Talts et al. 2018). Last, how many true values lie inside
        the central intervals of the posteriors.

        """
        + new MarkdownTable(header, rows).render();
  }
}
