package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestExpectedCoverage {

  @ParameterizedTest
  @CsvSource({"1, 0.5", "3, 0.5", "9, 0.8", "10, 0.8", "19, 0.95", "99, 0.95", "5, 0.01"})
  void uniformRanksCoverTheLevelExactly(int draws, double level) {
    int[][] ranks =
        IntStream.rangeClosed(0, draws).mapToObj(r -> new int[] {r}).toArray(int[][]::new);
    assertThat(ExpectedCoverage.of(new PosteriorRanks(draws, ranks), level).mean())
        .isCloseTo(level, within(1e-12));
  }

  @Test
  void countsEachParameterAlone() {
    // Four stretches of a quarter: the central half is the two in the middle.
    int[][] ranks = {{0, 1}, {1, 2}, {2, 1}, {3, 2}};
    ExpectedCoverage coverage = ExpectedCoverage.of(new PosteriorRanks(3, ranks), 0.5);
    assertThat(coverage.shares()).containsExactly(0.5, 1);
    assertThat(coverage.mean()).isEqualTo(0.75);
    assertThat(ExpectedCoverage.of(new PosteriorRanks(3, ranks), 0.95).shares())
        .satisfies(shares -> assertThat(shares[0]).isCloseTo(0.95, within(1e-12)))
        .satisfies(shares -> assertThat(shares[1]).isCloseTo(1, within(1e-12)));
  }

  @ParameterizedTest
  // The share of N(0, 1) within Φ⁻¹((1 + level) / 2) times the widening.
  @CsvSource({
    "1, 0.5, 0.5", "1, 0.8, 0.8", "1, 0.95, 0.95",
    "0.5, 0.5, 0.2641", "0.5, 0.8, 0.4783", "0.5, 0.95, 0.6729",
    "2, 0.5, 0.8227", "2, 0.8, 0.9896"
  })
  void agreesWithAKnownPosterior(double widening, double level, double expected) {
    PosteriorRanks ranks = new NormalPosterior(widening, 0).ranks(4000, 399, 5);
    assertThat(ExpectedCoverage.of(ranks, level).mean()).isCloseTo(expected, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 95, Double.NaN})
  void rejectsWhatIsNoLevel(double level) {
    PosteriorRanks ranks = new PosteriorRanks(1, new int[][] {{0}});
    assertThatThrownBy(() -> ExpectedCoverage.of(ranks, level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the level of an interval must lie between 0 and 1, not at " + level);
  }
}
