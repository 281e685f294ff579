package org.matdesinne.report;

import java.util.List;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.report.TextTable.Column;

/**
 * What became of many points whose properties were predicted, a line each status.
 *
 * @param properties what was predicted
 * @param groups in the order of their lines
 */
public record PredictionTable(Properties properties, List<Group> groups) {
  private static final String NOTES =
      """
      out_of_range: outside the model's training rows. missing: a parameter is null or no finite number.
      uncertainty: mean of what the surrogate states. distance: median to the nearest training point, in standardised
      parameters.
      """;

  /** Keeps a copy. */
  public PredictionTable {
    groups = List.copyOf(groups);
  }

  /**
   * The points of one status.
   *
   * @param status as tables spell it
   * @param rows how many there are
   * @param uncertainty of each property, the mean of what the surrogate states; not a number where
   *     it states none
   * @param distance median to the nearest training point, in standardised parameters; not a number
   *     where nothing was compared
   */
  public record Group(String status, long rows, Amounts uncertainty, double distance) {}

  /** How many points there are in all. */
  public long rows() {
    return groups.stream().mapToLong(Group::rows).sum();
  }

  /** The table, and what its words mean. */
  public String render() {
    TextTable table =
        new TextTable(
            PropertyColumns.joined(
                List.of(
                    List.of(
                        Column.text("status"), Column.numbers("rows"), Column.numbers("share\n%")),
                    new PropertyColumns(properties).titled("uncertainty"),
                    List.of(Column.numbers("distance")))));
    for (Group each : groups) {
      table.row(
          PropertyColumns.joined(
              List.of(
                  List.of(
                      each.status,
                      NumberFormat.COUNT.apply((double) each.rows),
                      NumberFormat.PERCENT.apply((double) each.rows / rows())),
                  PropertyColumns.cells(each.uncertainty),
                  List.of(NumberFormat.DECIMAL.orDash(each.distance)))));
    }
    return table.render() + "\n" + NOTES;
  }
}
