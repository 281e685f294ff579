package org.matdesinne.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.matdesinne.metrics.TestScore;
import org.matdesinne.report.TextTable.Column;

/**
 * Trained networks on one screen, a line each.
 *
 * @param networks in the order of their lines
 */
public record TrainingTable(List<Trained> networks) {

  /** Keeps a copy. */
  public TrainingTable {
    networks = List.copyOf(networks);
  }

  /**
   * One network.
   *
   * @param network its name
   * @param kind of network
   * @param seed of its training
   * @param epochs that it was trained for
   * @param kept the epoch whose weights were kept, from 1
   * @param validationScore of that epoch
   * @param testScores by what they are
   * @param seconds that the training took
   */
  public record Trained(
      String network,
      String kind,
      long seed,
      int epochs,
      int kept,
      double validationScore,
      List<TestScore> testScores,
      double seconds) {}

  /** The table; a network with several test scores has a line for each. */
  public String render() {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("network"),
                Column.text("kind"),
                Column.numbers("seed"),
                Column.numbers("epochs"),
                Column.numbers("kept"),
                Column.numbers("time\ns"),
                Column.numbers("validation\nscore"),
                Column.numbers("test\nscore"),
                Column.text("unit"),
                Column.text("what the score is")));
    networks.forEach(network -> add(table, network));
    return table.render();
  }

  private void add(TextTable table, Trained network) {
    List<String> title =
        List.of(
            network.network,
            network.kind,
            Long.toString(network.seed),
            NumberFormat.COUNT.apply(network.epochs),
            NumberFormat.COUNT.apply(network.kept),
            NumberFormat.SECONDS.apply(network.seconds),
            score(network.validationScore));
    List<String> cells = title;
    for (TestScore test : network.testScores) {
      Stream<String> tested = Stream.of(score(test.value()), test.unit(), test.title());
      table.row(Stream.concat(cells.stream(), tested).toList());
      cells = Collections.nCopies(title.size(), "");
    }
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
