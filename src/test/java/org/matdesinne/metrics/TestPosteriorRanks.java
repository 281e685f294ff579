package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TestPosteriorRanks {
  private final UniformRandomProvider random = RandomSource.PHILOX_4X64.create(4L);

  @Test
  void countsTheDrawsBelowInEachParameter() {
    double[][] draws = {{1, 30}, {2, 20}, {3, 10}, {4, 0}};
    assertThat(PosteriorRanks.among(new double[] {2.5, 25}, draws, random)).containsExactly(2, 3);
    assertThat(PosteriorRanks.among(new double[] {0, 99}, draws, random)).containsExactly(0, 4);
  }

  @Test
  void aTieIsEachPlaceAsOften() {
    double[][] draws = {{1}, {2}, {2}, {2}, {3}};
    int[] counts = new int[6];
    for (int i = 0; i < 4000; i++) {
      counts[PosteriorRanks.among(new double[] {2}, draws, random)[0]]++;
    }
    assertThat(counts[0] + counts[5]).isZero();
    // Each of the places 1 to 4 about 1000 times, which spreads by 27.
    assertThat(IntStream.range(1, 5).mapToObj(place -> counts[place]))
        .allSatisfy(count -> assertThat(count).isCloseTo(1000, within(110)));
  }

  @Test
  void rejectsDrawsOfAnotherLengthOrNotFinite() {
    assertThatThrownBy(() -> PosteriorRanks.among(new double[2], new double[5][3], random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 2 finite values, not [0.0, 0.0, 0.0]");
    double[] broken = {Double.NaN};
    assertThatThrownBy(() -> PosteriorRanks.among(broken, new double[5][1], random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 1 finite values, not [NaN]");
  }

  @Test
  void rejectsRanksThatCannotBe() {
    assertThatThrownBy(() -> new PosteriorRanks(9, new int[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no ranks to calibrate by");
    assertThatThrownBy(() -> new PosteriorRanks(9, new int[][] {{9, 10}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rank 10 among 9 draws");
    assertThatThrownBy(() -> new PosteriorRanks(9, new int[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point has 1 ranks, the first one has 2");
  }
}
