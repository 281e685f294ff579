package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestSpread {
  @Test
  void theMedianLiesInTheMiddleOrBetweenTheTwoThere() {
    assertThat(Spread.of(new double[] {3, 1, 7})).isEqualTo(new Spread(3, 1, 7, 3));
    assertThat(Spread.of(new double[] {4, 1, 2, 9})).isEqualTo(new Spread(3, 1, 9, 4));
    assertThat(Spread.of(new double[] {5})).isEqualTo(new Spread(5, 5, 5, 1));
  }
}
