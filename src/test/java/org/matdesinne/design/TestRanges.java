package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestRanges {
  private final Ranges ranges = new Ranges(new double[] {1, 90}, new double[] {3, 90});

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "1, 1",
    "2.7, 2.7",
    "3, 3",
    "3.5, 2.5",
    "5, 1",
    "5.5, 1.5",
    "7.25, 2.75",
    "0.75, 1.25",
    "-1, 3",
    "-2, 2",
    "-3.5, 1.5",
    "NaN, NaN",
    "Infinity, 3",
    "-Infinity, 1"
  })
  void aValueOutsideIsMirroredUntilItIsInside(double value, double expected) {
    assertThat(ranges.reflected(0, value)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void whatIsInsideIsKeptToTheLastBit() {
    double value = Math.nextUp(1.1);
    assertThat(ranges.reflected(0, value)).isEqualTo(value);
  }

  @Test
  void aRangeOfNoWidthHasOneValue() {
    assertThat(ranges.reflected(new double[] {4, 91})).containsExactly(2, 90);
    assertThat(ranges.reflected(new double[] {4, -91})).containsExactly(2, 90);
  }

  @Test
  void roundingLeavesNothingOutside() {
    Ranges odd = new Ranges(new double[] {-0.1}, new double[] {0.2});
    for (double value = -7; value < 7; value += 0.01) {
      assertThat(odd.reflected(0, value)).isBetween(-0.1, 0.2);
    }
  }
}
