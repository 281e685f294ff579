package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;

class TestHistogramOverlap {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final Ranges UNIT = new Ranges(new double[] {0}, new double[] {1});

  @Test
  void addsTheSmallerShareOfEachBin() {
    double[][] first = column(0.1, 0.2, 0.3, 0.6);
    double[][] second = column(0.1, 0.3, 0.7, 0.8, 0.9);
    // In halves 3 and 1 of 4 against 2 and 3 of 5; in quarters 2, 1, 1, 0 against 1, 1, 1, 2.
    assertThat(HistogramOverlap.of(first, second, UNIT, 2).mean()).isCloseTo(0.65, ROUNDING);
    assertThat(HistogramOverlap.of(first, second, UNIT, 4).mean()).isCloseTo(0.6, ROUNDING);
    assertThat(HistogramOverlap.of(first, second, UNIT, 1).mean()).isCloseTo(1, ROUNDING);
  }

  @Test
  void comparesEveryParameterInItsOwnRange() {
    Ranges ranges = new Ranges(new double[] {0, -10, 5}, new double[] {1, 10, 5});
    double[][] first = {{0, 5, 5}, {0.2, -5, 5}};
    double[][] second = {{1, 9, 5}, {0.8, 8, 5}};
    HistogramOverlap overlap = HistogramOverlap.of(first, second, ranges, 2);
    assertThat(overlap.overlaps()).containsExactly(0, 0.5, 1);
    assertThat(overlap.mean()).isCloseTo(0.5, ROUNDING);
    assertThat(overlap.least()).isZero();
  }

  @Test
  void bothEndsOfTheRangeLieInside() {
    assertThat(HistogramOverlap.of(column(0, 1), column(0.1, 0.9), UNIT, 2).mean()).isEqualTo(1);
  }

  @Test
  void whatLiesOutsideTheRangeOverlapsOnlyWithWhatLiesOnTheSameSide() {
    assertThat(HistogramOverlap.of(column(-0.1), column(0), UNIT, 3).mean()).isZero();
    assertThat(HistogramOverlap.of(column(1.1), column(1), UNIT, 3).mean()).isZero();
    assertThat(HistogramOverlap.of(column(-0.1), column(1.1), UNIT, 3).mean()).isZero();
    assertThat(HistogramOverlap.of(column(-0.1), column(-7), UNIT, 3).mean()).isEqualTo(1);
  }

  @Test
  void tendsToTheOverlapOfTheDensities() {
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(3L);
    double[][] uniform = column(random.doubles(100_000).toArray());
    double[][] triangular = column(random.doubles(100_000).map(Math::sqrt).toArray()); // density 2x
    // In four bins, the triangular sample has shares 1/16, 3/16, 5/16 and 7/16.
    assertThat(HistogramOverlap.of(uniform, triangular, UNIT, 4).mean())
        .isCloseTo(0.75, within(0.01));
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  @Test
  void rejectsWhatCannotBeCompared() {
    assertThatThrownBy(() -> HistogramOverlap.of(column(), column(1), UNIT, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot compare 0 points with 1 in 4 bins; give at least one of each");
    assertThatThrownBy(() -> HistogramOverlap.of(column(1), column(1, 2), UNIT, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot compare 1 points with 2 in 0 bins; give at least one of each");
    assertThatThrownBy(() -> HistogramOverlap.of(column(1), column(Double.NaN), UNIT, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 1 finite values, not [NaN]");
  }
}
