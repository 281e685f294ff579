package org.matdesinne.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestScale {
  @Test
  void aScaleOfPowersEndsAtPowersOfTen() {
    Scale scale = Scale.powersOfTen(new double[] {0.003, 0.5, 20}, 9);
    assertThat(scale.ticks()).containsExactly(0.001, 0.01, 0.1, 1.0, 10.0, 100.0);
    assertThat(scale.least()).isEqualTo(0.001);
    assertThat(scale.greatest()).isEqualTo(100);
    assertThat(scale.position(0.1)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void aPowerOfTenIsAnEndItself() {
    assertThat(Scale.powersOfTen(new double[] {0.001, 1000}, 9).ticks())
        .startsWith(0.001)
        .endsWith(1000.0);
  }

  @Test
  void smallerValuesThanItsDecadesLieAtItsBeginning() {
    Scale scale = Scale.powersOfTen(new double[] {0, 1e-9, 0.7}, 4);
    assertThat(scale.least()).isEqualTo(1e-4);
    assertThat(scale.position(1e-9)).isZero();
    assertThat(scale.position(0)).isZero();
  }

  @Test
  void zeroLiesBelowTheSmallestOther() {
    Scale scale = Scale.powersOfTen(new double[] {0, 0.02, 0.7}, 4);
    assertThat(scale.least()).isEqualTo(0.001);
  }

  @Test
  void equalValuesHaveAScaleToo() {
    assertThat(Scale.powersOfTen(new double[] {1, 1}, 4).ticks()).containsExactly(0.1, 1.0);
    assertThat(Scale.powersOfTen(new double[] {0}, 4).ticks()).containsExactly(0.1, 1.0);
  }

  @Test
  void manyDecadesHaveFewTicks() {
    assertThat(Scale.powersOfTen(new double[] {1e-9, 1e9}, 99).ticks()).hasSizeBetween(4, 7);
  }

  @Test
  void sharesLieWhereTheyAre() {
    assertThat(Scale.percent().position(25)).isEqualTo(0.25);
    assertThat(Scale.percent().position(140)).isEqualTo(1);
  }

  @Test
  void noLogarithmBeginsAtZero() {
    assertThatThrownBy(() -> new Scale(0, 1, List.of(), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no scale from 0.0 to 1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0001, 0.0001",
    "0, 0",
    "100, 100",
    "1000000, 1000000",
    "1e8, 1E+8",
    "1e-7, 1E-7",
  })
  void valuesAreWrittenPlainly(double value, String text) {
    assertThat(Scale.plain(value)).isEqualTo(text);
  }
}
