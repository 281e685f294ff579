package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSpeedReport {
  private static SpeedReport report(double one, double other) {
    return new SpeedReport(
        "1.2", "model", 2, Map.of("seconds", 12.34), Map.of("one", one, "other", other));
  }

  @Test
  void aRatioThatFellByMoreThanAFifthIsTold() {
    SpeedReport saved = report(1, 100);
    assertThat(report(0.81, 300).regressions(saved)).isEmpty();
    assertThat(report(0.79, 300).regressions(saved))
        .containsExactly("one: 0.790, and 1.00 with 1.2");
    // A figure in seconds decides nothing, and neither does a ratio that was not measured.
    assertThat(
            new SpeedReport("1", "m", 1, Map.of("seconds", 1e9), Map.of("new", 1.0))
                .regressions(saved))
        .isEmpty();
  }

  @Test
  void isReadAsItWasWritten() {
    SpeedReport report = report(1, 100);
    assertThat(SpeedReport.parse(report.json())).isEqualTo(report);
    assertThatThrownBy(() -> SpeedReport.parse("{}x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpeedReport.parse("{\"a\": 1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a");
  }

  @Test
  void aTableHasALineForEachFigure() {
    assertThat(report(0.5, 1234).render())
        .containsSubsequence("seconds", "12.3", "one", "0.500", "other", "1,234");
  }
}
