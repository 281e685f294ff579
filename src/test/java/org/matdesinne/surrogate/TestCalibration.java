package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TestCalibration {
  private static final double BASE = 0.05;
  private static final double TRUE_SCALE = 3;

  /** Points whose residuals are Laplace distributed as wide as 3 √(spread² + 0.05²). */
  private record Sample(double[] spread, double[] residual) {
    static Sample of(int points, long seed) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
      ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(random);
      double[] spread = random.doubles(points, 0, 0.3).toArray();
      double[] residual =
          Arrays.stream(spread)
              .map(
                  s ->
                      (random.nextBoolean() ? 1 : -1)
                          * TRUE_SCALE
                          * Math.hypot(s, BASE)
                          * exponential.sample())
              .toArray();
      return new Sample(spread, residual);
    }
  }

  @Test
  void intervalsHoldTheirShareOfFurtherPoints() {
    Sample seen = Sample.of(4000, 1);
    Calibration calibration = Calibration.fit(seen.spread, seen.residual);
    Sample further = Sample.of(20_000, 2);
    calibration
        .reach()
        .forEach(
            (level, reach) -> {
              long held =
                  IntStream.range(0, further.spread.length)
                      .filter(
                          i ->
                              Math.abs(further.residual[i])
                                  <= reach
                                      * calibration.scale()
                                      * Math.hypot(further.spread[i], calibration.base()))
                      .count();
              assertThat((double) held / further.spread.length).isEqualTo(level, within(0.015));
            });
    assertThat(calibration.reach()).containsOnlyKeys(0.5, 0.8, 0.95);
    assertThat(calibration.reach().get(0.95)).isEqualTo(1.96, within(1e-3));
  }

  @Test
  void findsTheBaseThatAllMembersShare() {
    Sample seen = Sample.of(20_000, 3);
    Calibration calibration = Calibration.fit(seen.spread, seen.residual);
    assertThat(calibration.base()).isEqualTo(BASE, within(0.02));
  }

  @Test
  void tooFewPointsCalibrateNothing() {
    assertThatThrownBy(() -> Calibration.fit(new double[5], new double[] {1, 2, 3, 4, 5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 residuals");
    assertThatThrownBy(() -> Calibration.fit(new double[50], new double[50]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
