package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;

class TestRangeShare {
  private static final Ranges RANGES = new Ranges(new double[] {0, -1}, new double[] {1, 1});

  @Test
  void aPointIsOutsideWhenOneParameterIsAndTheBordersAreInside() {
    double[][] points = {{0, -1}, {1, 1}, {0.5, 1.1}, {-0.1, 2}, {0.5, Double.NaN}};
    RangeShare share = RangeShare.of(RANGES, points);
    assertThat(share).isEqualTo(new RangeShare(5, 3));
    assertThat(share.share()).isEqualTo(0.6);
  }

  @Test
  void rejectsAnEmptySample() {
    assertThatThrownBy(() -> RangeShare.of(RANGES, new double[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no points to count outside Ranges[0.0, -1.0]..[1.0, 1.0]");
  }
}
