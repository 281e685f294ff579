package org.matdesinne.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.matdesinne.design.Properties;
import org.matdesinne.metrics.TrialScore;
import org.matdesinne.report.TextTable.Column;

/**
 * A search on one screen: its trials, best first, and what to set to have the best.
 *
 * @param properties that the networks were trained on
 * @param trials in any order
 */
public record SearchTable(Properties properties, List<Trial> trials) {
  private static final Comparator<Trial> BEST_FIRST =
      Comparator.comparing((Trial trial) -> !trial.counts)
          .thenComparingDouble(trial -> trial.score.error())
          .thenComparingInt(trial -> trial.number);

  /** Puts them in order, best first. */
  public SearchTable {
    trials = trials.stream().sorted(BEST_FIRST).toList();
  }

  /**
   * One combination of settings.
   *
   * @param number of the trial
   * @param values its settings on one line
   * @param assignments the same as a user sets them: {@code key=value}
   * @param score the median over its trainings
   * @param counts whether it may be the best
   * @param seconds of a training, the median
   */
  public record Trial(
      int number,
      String values,
      List<String> assignments,
      TrialScore score,
      boolean counts,
      double seconds) {}

  /** The table, and below it the best trial's settings, one a line. */
  public String render() {
    TextTable table =
        new TextTable(
            List.of(
                Column.numbers("trial"),
                Column.numbers(
                    "error\n" + (properties.several() ? "spread" : properties.first().unit())),
                Column.numbers("in range\n%"),
                Column.numbers("unique\n%"),
                Column.numbers("overlap\n%"),
                Column.numbers("discrepancy"),
                Column.numbers("told apart\n%"),
                Column.numbers("time\ns"),
                Column.text("settings")));
    trials.forEach(trial -> table.row(cells(trial)));
    return table.render() + "\n" + best();
  }

  private static List<String> cells(Trial trial) {
    TrialScore score = trial.score;
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(trial.number));
    cells.add(cell(NumberFormat.ERROR, score.error()));
    cells.add(cell(NumberFormat.PERCENT, score.inRange()));
    cells.add(cell(NumberFormat.PERCENT, score.unique()));
    cells.add(cell(NumberFormat.PERCENT, score.overlap()));
    cells.add(cell(NumberFormat.NUMBER, score.discrepancy()));
    cells.add(cell(NumberFormat.PERCENT, score.classifierAccuracy()));
    cells.add(cell(NumberFormat.SECONDS, trial.seconds));
    cells.add(trial.values + (trial.counts ? "" : "  (does not count)"));
    return cells;
  }

  private static String cell(NumberFormat format, double value) {
    return Double.isNaN(value) ? "-" : format.apply(value);
  }

  private String best() {
    if (trials.isEmpty() || !trials.get(0).counts) {
      return "no trial counts: too few draws are in range or unique, or they are unlike the validation"
          + " rows; see search.min-in-range, min-unique and max-discrepancy\n";
    }
    StringBuilder text = new StringBuilder("the best, to be given to any job:\n");
    trials.get(0).assignments.forEach(each -> text.append("  --set ").append(each).append('\n'));
    return text.toString();
  }
}
