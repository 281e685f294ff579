package org.matdesinne.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;

class TestGivenPoints {
  private static final GivenPoints GIVEN =
      new GivenPoints(new double[][] {{0, 0}, {1, 10}}, new double[] {0.1, 2});

  @Test
  void theGreatestDifferenceInMultiplesOfTheReachCounts() {
    GivenPoints.Nearest nearest = GIVEN.nearest(new double[] {0.95, 9});
    assertThat(nearest.row()).isEqualTo(1);
    assertThat(nearest.difference()).isCloseTo(0.5, within(1e-12));
    assertThat(nearest.isNear()).isTrue();
    assertThat(GIVEN.nearest(new double[] {0.2, 0}).isNear()).isFalse();
    assertThat(GIVEN.nearest(new double[] {0, 2}).isNear()).isTrue();
  }

  @Test
  void thereAreSomeAndNotTooMany() {
    assertThatThrownBy(() -> new GivenPoints(new double[0][], new double[1]))
        .isInstanceOf(InputException.class)
        .hasMessage("0 points are given to start from; give at least one and at most 10,000");
    assertThatThrownBy(() -> new GivenPoints(new double[10_001][1], new double[1]))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("10,001 points are given");
  }
}
