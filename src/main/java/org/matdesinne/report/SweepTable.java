package org.matdesinne.report;

import java.util.List;
import java.util.Locale;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.report.TextTable.Column;

/** The units of a sweep on one screen, planned or done. */
public final class SweepTable {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private final TextTable table;
  private final String summary;

  private SweepTable(TextTable table, String summary) {
    this.table = table;
    this.summary = summary;
  }

  /**
   * What a unit is expected to take.
   *
   * @param unit its name
   * @param candidates accepted ones wanted
   * @param yield accepted share of a block that was tried
   * @param draws needed
   * @param seconds on all slots together
   * @param bytes at most
   */
  public record Estimated(
      String unit, int candidates, double yield, double draws, double seconds, double bytes) {}

  /**
   * What became of a unit.
   *
   * @param unit its name
   * @param draws made
   * @param accepted of them
   * @param abstained of them; not a number where an earlier version did not write it
   * @param mae mean error of each property by the surrogate; not a number where nothing was
   *     accepted
   * @param uncertainty mean of what the surrogate states of the accepted; not a number where it
   *     states none, nothing was accepted, or an earlier version did not write it
   * @param taskSeconds computed, all slots together
   */
  public record Measured(
      String unit,
      long draws,
      long accepted,
      double abstained,
      Amounts mae,
      Amounts uncertainty,
      double taskSeconds) {}

  /**
   * A plan.
   *
   * @param slots tasks that run side by side
   */
  public static SweepTable estimated(List<Estimated> units, int slots) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("unit"),
                Column.numbers("candidates"),
                Column.numbers("yield\n%"),
                Column.numbers("draws"),
                Column.numbers("time\ns"),
                Column.numbers("size, at most\nMiB")));
    long candidates = 0;
    double seconds = 0;
    double bytes = 0;
    for (Estimated unit : units) {
      table.row(
          List.of(
              unit.unit,
              NumberFormat.COUNT.apply(unit.candidates),
              NumberFormat.PERCENT.apply(unit.yield),
              NumberFormat.COUNT.apply(unit.draws),
              NumberFormat.SECONDS.apply(unit.seconds),
              mebibytes(unit.bytes)));
      candidates += unit.candidates;
      seconds += unit.seconds;
      bytes += unit.bytes;
    }
    return new SweepTable(
        table,
        String.format(
            Locale.ROOT,
            "%,d units, %,d candidates, about %,.0f s of drawing on %d slots, at most %s MiB",
            units.size(),
            candidates,
            seconds,
            slots,
            mebibytes(bytes)));
  }

  /** What a sweep gave. */
  public static SweepTable measured(Properties properties, List<Measured> units) {
    PropertyColumns each = new PropertyColumns(properties);
    TextTable table =
        new TextTable(
            PropertyColumns.joined(
                List.of(
                    List.of(
                        Column.text("unit"),
                        Column.numbers("draws"),
                        Column.numbers("accepted"),
                        Column.numbers("yield\n%"),
                        Column.numbers("abstained\n%")),
                    each.titled("MAE"),
                    each.titled("uncertainty"),
                    List.of(Column.numbers("task time\ns")))));
    long accepted = 0;
    double seconds = 0;
    for (Measured unit : units) {
      table.row(
          PropertyColumns.joined(
              List.of(
                  List.of(
                      unit.unit,
                      NumberFormat.COUNT.apply((double) unit.draws),
                      NumberFormat.COUNT.apply((double) unit.accepted),
                      NumberFormat.PERCENT.apply((double) unit.accepted / unit.draws),
                      NumberFormat.PERCENT.orDash(unit.abstained / unit.draws)),
                  PropertyColumns.cells(unit.mae),
                  PropertyColumns.cells(unit.uncertainty),
                  List.of(NumberFormat.SECONDS.apply(unit.taskSeconds)))));
      accepted += unit.accepted;
      seconds += unit.taskSeconds;
    }
    return new SweepTable(
        table,
        String.format(
            Locale.ROOT,
            "%,d units, %,d candidates accepted, %,.1f s of task time",
            units.size(),
            accepted,
            seconds));
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / MEBIBYTE);
  }

  /** The table and its sums as lines. */
  public String render() {
    return table.render() + "\n" + summary + "\n";
  }
}
