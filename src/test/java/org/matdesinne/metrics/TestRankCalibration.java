package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestRankCalibration {

  @Test
  void isTheGreatestDeviationFromUniformOfEachParameter() {
    int[][] ranks = {{0, 3, 1}, {1, 3, 1}, {2, 3, 2}, {3, 3, 2}};
    RankCalibration calibration = RankCalibration.of(new PosteriorRanks(3, ranks));
    // Uniform; all above; shares 0, 1/2, 1, 1 against 1/4, 1/2, 3/4, 1.
    assertThat(calibration.deviations()).containsExactly(0, 0.75, 0.25);
    assertThat(calibration.greatest()).isEqualTo(0.75);
  }

  @Test
  void aRightPosteriorStaysWithinItsBound() {
    PosteriorRanks ranks = new NormalPosterior(1, 0).ranks(4000, 99, 1);
    assertThat(RankCalibration.of(ranks).greatest()).isLessThan(1.36 / Math.sqrt(4000));
  }

  @Test
  void aShiftedPosteriorDeviatesByTheShareThatItMovesAcrossTheMedian() {
    // Shifted by one deviation: the shares below its quantile q are Φ(Φ⁻¹(q) - 1), which is
    // farthest from q at Φ⁻¹(q) = 1/2, by 2 Φ(1/2) - 1 = 0.3829.
    PosteriorRanks ranks = new NormalPosterior(1, -Math.sqrt(0.5)).ranks(4000, 99, 2);
    assertThat(RankCalibration.of(ranks).greatest()).isCloseTo(0.3829, within(0.03));
  }

  @Test
  void anOverconfidentPosteriorDeviates() {
    PosteriorRanks ranks = new NormalPosterior(0.5, 0).ranks(4000, 99, 3);
    assertThat(RankCalibration.of(ranks).greatest()).isGreaterThan(0.1);
  }
}
