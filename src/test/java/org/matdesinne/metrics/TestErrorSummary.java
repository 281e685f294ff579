package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestErrorSummary {
  @Test
  void percentilesInterpolateBetweenTheClosestRanks() {
    // numpy.percentile([1, 2, 3, 10], [50, 95]) = [2.5, 8.95]
    ErrorSummary summary = ErrorSummary.of(new double[] {11, -1, 3, -2}, new double[] {1, 0, 0, 0});
    assertThat(summary.count()).isEqualTo(4);
    assertThat(summary.mean()).isEqualTo(4);
    assertThat(summary.median()).isEqualTo(2.5);
    assertThat(summary.p95()).isCloseTo(8.95, within(1e-12));
    assertThat(summary.maximum()).isEqualTo(10);
  }

  @Test
  void oneRowIsItsOwnSummary() {
    assertThat(ErrorSummary.of(new double[] {0.5}, new double[] {0.75}))
        .isEqualTo(new ErrorSummary(1, 0.25, 0.25, 0.25, 0.25));
  }

  @Test
  void rejectsWhatCannotBeCompared() {
    assertThatThrownBy(() -> ErrorSummary.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot compare 2 predictions with 3 targets; give as many of both, at least one");
    assertThatThrownBy(() -> ErrorSummary.of(new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot compare 0 predictions with 0 targets; give as many of both, at least one");
    assertThatThrownBy(() -> ErrorSummary.of(new double[] {1, Double.NaN}, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1: prediction NaN, target 0.0");
  }
}
