package org.matdesinne.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.matdesinne.design.Property;
import org.matdesinne.report.TextTable.Column;

/**
 * What a generation gave on one screen, a line each target.
 *
 * @param property what was designed for
 * @param targets in the order of their lines
 */
public record GenerationTable(Property property, List<Target> targets) {
  /** So wide that the table has at most 120 columns while numbers have their usual length. */
  private static final int REASONS_WIDTH = 39;

  private static final String NOTES =
      """
      abstained: on target, but too uncertain or remote. MAE, uncertainty: means of the accepted, by the surrogate.
      distance: median to the nearest known material, in standardised parameters. time: in tasks, all cores together.
      """;

  /** Keeps a copy. */
  public GenerationTable {
    targets = List.copyOf(targets);
  }

  /**
   * What one target got. Means and the median are those of the accepted candidates, and not a
   * number where there are none.
   *
   * @param target in the property's unit
   * @param draws made
   * @param accepted of them
   * @param abstained those that met the target and were not believed
   * @param reasons how many were not accepted for each reason, as tables spell it
   * @param mae mean |prediction - target| by the surrogate, in the property's unit
   * @param uncertainty mean of what the surrogate states, in the property's unit; not a number
   *     where it states none
   * @param distance median to the nearest training point, in standardised parameters; not a number
   *     where nothing was compared
   * @param taskSeconds computed, all slots together
   */
  public record Target(
      double target,
      long draws,
      long accepted,
      long abstained,
      Map<String, Long> reasons,
      double mae,
      double uncertainty,
      double distance,
      double taskSeconds) {

    /** Keeps a copy. */
    public Target {
      reasons = Map.copyOf(reasons);
    }

    /** The most frequent reasons with their counts, as many as there is room for. */
    private String mainReasons() {
      List<String> sorted =
          reasons.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(Map.Entry.comparingByKey()))
              .map(each -> NumberFormat.COUNT.apply((double) each.getValue()) + " " + each.getKey())
              .toList();
      StringBuilder text = new StringBuilder(sorted.isEmpty() ? "-" : sorted.get(0));
      for (String next : sorted.subList(Math.min(1, sorted.size()), sorted.size())) {
        if (text.length() + next.length() + 2 > REASONS_WIDTH) {
          return text.append(", …").toString();
        }
        text.append(", ").append(next);
      }
      return text.toString();
    }
  }

  /** The table, and what its headers mean. */
  public String render() {
    TextTable table =
        new TextTable(
            List.of(
                Column.numbers("target\n" + property.unit()),
                Column.numbers("draws"),
                Column.numbers("accepted"),
                Column.numbers("yield\n%"),
                Column.numbers("abstained\n%"),
                Column.numbers("MAE\n" + property.unit()),
                Column.numbers("uncer-\ntainty\n" + property.unit()),
                Column.numbers("distance"),
                Column.numbers("time\ns"),
                Column.text("the others")));
    for (Target each : targets) {
      table.row(
          List.of(
              Double.toString(each.target),
              NumberFormat.COUNT.apply((double) each.draws),
              NumberFormat.COUNT.apply((double) each.accepted),
              NumberFormat.PERCENT.apply((double) each.accepted / each.draws),
              NumberFormat.PERCENT.apply((double) each.abstained / each.draws),
              NumberFormat.ERROR.orDash(each.mae),
              NumberFormat.ERROR.orDash(each.uncertainty),
              NumberFormat.DECIMAL.orDash(each.distance),
              NumberFormat.SECONDS.orDash(each.taskSeconds),
              each.mainReasons()));
    }
    return table.render() + "\n" + NOTES;
  }
}
