package org.matdesinne.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.report.TextTable.Column;

/**
 * What a generation gave on one screen, a line each target.
 *
 * @param properties what was designed for
 * @param targets in the order of their lines
 */
public record GenerationTable(Properties properties, List<Target> targets) {
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
   * @param target its label
   * @param draws made
   * @param accepted of them
   * @param abstained those that met the target and were not believed
   * @param reasons how many were not accepted for each reason, as tables spell it
   * @param mae of each property, the mean distance of predictions from what was wanted
   * @param uncertainty of each property, the mean of what the surrogate states; not a number where
   *     it states none
   * @param distance median to the nearest training point, in standardised parameters; not a number
   *     where nothing was compared
   * @param taskSeconds computed, all slots together
   */
  public record Target(
      String target,
      long draws,
      long accepted,
      long abstained,
      Map<String, Long> reasons,
      Amounts mae,
      Amounts uncertainty,
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
    PropertyColumns each = new PropertyColumns(properties);
    String unit = properties.several() ? "" : "\n" + properties.first().unit();
    TextTable table =
        new TextTable(
            PropertyColumns.joined(
                List.of(
                    List.of(
                        properties.several()
                            ? Column.text("target")
                            : Column.numbers("target" + unit),
                        Column.numbers("draws"),
                        Column.numbers("accepted"),
                        Column.numbers("yield\n%"),
                        Column.numbers("abstained\n%")),
                    each.titled("MAE"),
                    each.titled("uncer-\ntainty"),
                    List.of(
                        Column.numbers("distance"),
                        Column.numbers("time\ns"),
                        Column.text("the others")))));
    targets.forEach(target -> table.row(cells(target)));
    return table.render() + "\n" + NOTES;
  }

  private static List<String> cells(Target target) {
    return PropertyColumns.joined(
        List.of(
            List.of(
                target.target,
                NumberFormat.COUNT.apply((double) target.draws),
                NumberFormat.COUNT.apply((double) target.accepted),
                NumberFormat.PERCENT.apply((double) target.accepted / target.draws),
                NumberFormat.PERCENT.apply((double) target.abstained / target.draws)),
            PropertyColumns.cells(target.mae),
            PropertyColumns.cells(target.uncertainty),
            List.of(
                NumberFormat.DECIMAL.orDash(target.distance),
                NumberFormat.SECONDS.orDash(target.taskSeconds),
                target.mainReasons())));
  }
}
