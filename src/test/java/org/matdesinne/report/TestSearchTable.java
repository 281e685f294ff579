package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.TrialScore;

class TestSearchTable {
  private static final Properties GAP = Properties.of(new Property("band_gap", "eV", 0));

  private static SearchTable.Trial trial(int number, double error, boolean counts) {
    return new SearchTable.Trial(
        number,
        "members=" + number,
        List.of("networks.dense.members=" + number),
        new TrialScore(error, 0.97, 0.99, 0.8, 0.001, 0.5),
        counts,
        12);
  }

  @Test
  void theBestThatCountsComesFirstAndIsSaidHowToSet() {
    String text =
        new SearchTable(
                GAP, List.of(trial(1, 0.03, true), trial(2, 0.01, false), trial(3, 0.02, true)))
            .render();
    List<String> lines = text.lines().toList();
    assertThat(lines.get(3).split(" +"))
        .containsExactly(
            "", "3", "0.0200", "97.00", "99.00", "80.00", "0.0010", "50.00", "12.0", "members=3");
    assertThat(lines.get(4)).contains("members=1");
    assertThat(lines.get(5)).endsWith("members=2  (does not count)");
    assertThat(text).endsWith("any job:\n  --set networks.dense.members=3\n");
  }

  @Test
  void whereNoneCountsNothingIsRecommended() {
    assertThat(new SearchTable(GAP, List.of(trial(1, 0.03, false))).render())
        .contains("no trial counts")
        .doesNotContain("--set");
  }

  @Test
  void whatASurrogateHasNotIsADash() {
    SearchTable.Trial surrogate =
        new SearchTable.Trial(1, "", List.of(), TrialScore.ofSurrogate(0.01), true, 1);
    assertThat(
            new SearchTable(GAP, List.of(surrogate)).render().lines().toList().get(3).split(" +"))
        .containsExactly("", "1", "0.0100", "-", "-", "-", "-", "-", "1.0");
  }
}
