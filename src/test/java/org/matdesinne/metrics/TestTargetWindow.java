package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Target;

class TestTargetWindow {
  private static final Examples POINTS =
      new Examples(
          new double[][] {{90, 0.5}, {85, 0.25}, {95, 0}, {80, -0.5}},
          new double[] {0.5, 0.54, 0.45, 1});

  @ParameterizedTest
  @CsvSource({
    "0.55, 0.5, 0.05",
    "0.45, 0.5, 0.05",
    "1.05, 1.0, 0.05",
    "0.95, 1.0, 0.05",
    "0.6, 0.5, 0.1",
    "1.1, 1.0, 0.1"
  })
  void itsEndsAreInsideWhateverRoundingSays(double value, double target, double width) {
    assertThat(new TargetWindow(Amounts.of(width)).holds(0, value, Target.of(target))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0.550001, 0.5, 0.05", "0.449999, 0.5, 0.05", "NaN, 0.5, 0.05"})
  void whatLiesFurtherAwayIsOutside(double value, double target, double width) {
    assertThat(new TargetWindow(Amounts.of(width)).holds(0, value, Target.of(target))).isFalse();
  }

  @Test
  void roundingAloneWouldPutSomeEndsOutside() {
    assertThat(Math.abs(0.55 - 0.5))
        .isGreaterThan(0.05)
        .isLessThan(new TargetWindow(Amounts.of(0.05)).reach(0));
  }

  @Test
  void pointsOfATargetAreThoseWithinTheWindow() {
    assertThat(new TargetWindow(Amounts.of(0.045)).points(POINTS, Target.of(0.5)))
        .isDeepEqualTo(new double[][] {{90, 0.5}, {85, 0.25}});
    assertThat(new TargetWindow(Amounts.of(0.05)).points(POINTS, Target.of(2))).isEmpty();
  }

  @Test
  void bothEndsOfTheWindowBelongToTheTarget() {
    Examples ends =
        new Examples(new double[][] {{1}, {2}, {3}, {4}}, new double[] {0.45, 0.55, 0.56, 0.44});
    assertThat(new TargetWindow(Amounts.of(0.05)).points(ends, Target.of(0.5)))
        .isDeepEqualTo(new double[][] {{1}, {2}});
  }

  @Test
  void allLabelsOfAPointHaveToBeAmongTheTargets() {
    Examples two =
        new Examples(
            new double[][] {{1}, {2}, {3}, {4}},
            new double[][] {{0.55, 30}, {0.55, 45.1}, {0.61, 30}, {0.45, 45}});
    Target target =
        Target.parse(
            "gap=0.5, force<=40",
            Properties.of(new Property("gap", "eV", 0), new Property("force", "N", null)));
    assertThat(new TargetWindow(Amounts.of(0.05, 5)).points(two, target))
        .isDeepEqualTo(new double[][] {{1}, {4}});
  }
}
