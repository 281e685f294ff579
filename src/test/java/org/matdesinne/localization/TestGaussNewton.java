package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;

class TestGaussNewton {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final Ranges BOX = new Ranges(new double[] {-1, 50}, new double[] {1, 150});
  private static final double[] SCALE = {0.5, 25};

  private static Optimizer.Walker walker(double radius, double... start) {
    return new GaussNewton(10, radius, GaussNewton.Caution.NONE).from(start, BOX, SCALE);
  }

  private static void move(Optimizer.Walker walker, double error, double[] gradient) {
    walker.move(error, gradient, Double.NaN, new double[gradient.length]);
  }

  @Test
  void theShortestStepInStandardDeviationsSolvesALinearProperty() {
    // f = 3 x0 + 0.04 x1 has slopes 1.5 and 1 a deviation: of an error of 0.13, 0.06 and 0.04
    // steps.
    Optimizer.Walker walker = walker(1, 0, 100);
    move(walker, 0.13, new double[] {3, 0.04});
    assertThat(walker.point()[0]).isEqualTo(-0.06 * 0.5, ROUNDING);
    assertThat(walker.point()[1]).isEqualTo(100 - 0.04 * 25, ROUNDING);
    assertThat(3 * walker.point()[0] + 0.04 * (walker.point()[1] - 100)).isEqualTo(-0.13, ROUNDING);
  }

  @Test
  void noStepIsLongerThanTheRadius() {
    Optimizer.Walker walker = walker(0.3, 0, 100);
    move(walker, 10, new double[] {0.6, 0.016});
    // Slopes 0.3 and 0.4 a deviation: directions 0.6 and 0.8.
    assertThat(walker.point()[0]).isEqualTo(-0.3 * 0.6 * 0.5, ROUNDING);
    assertThat(walker.point()[1]).isEqualTo(100 - 0.3 * 0.8 * 25, ROUNDING);
  }

  @Test
  void aParameterAtItsEndLeavesTheStepToTheOthers() {
    Optimizer.Walker walker = walker(1, 1, 100);
    move(walker, -0.05, new double[] {3, 0.04});
    assertThat(walker.point()[0]).isEqualTo(1);
    assertThat(walker.point()[1]).isEqualTo(100 + 0.05 * 25, ROUNDING);
  }

  @Test
  void aParameterAtItsEndMayComeBack() {
    Optimizer.Walker walker = walker(1, 1, 100);
    move(walker, 0.13, new double[] {3, 0.04});
    assertThat(walker.point()[0]).isEqualTo(1 - 0.06 * 0.5, ROUNDING);
  }

  @Test
  void whereNothingCanChangeThePropertyItStays() {
    Optimizer.Walker walker = walker(1, 1, 150);
    move(walker, -0.05, new double[] {3, 0.04});
    assertThat(walker.point()).containsExactly(1, 150);
    move(walker, -0.05, new double[] {0, 0});
    assertThat(walker.point()).containsExactly(1, 150);
  }

  @Test
  void aStepThatDidNotHelpHalvesTheNext() {
    Optimizer.Walker walker = walker(0.4, 0, 100);
    double[] slope = {2, 0};
    move(walker, 5, slope);
    assertThat(walker.point()[0]).isEqualTo(-0.4 * 0.5, ROUNDING);
    move(walker, -5, slope);
    assertThat(walker.point()[0]).isEqualTo(-0.2 * 0.5, ROUNDING);
    move(walker, 4, slope);
    assertThat(walker.point()[0]).isEqualTo(-0.6 * 0.5, ROUNDING);
  }

  private static Optimizer.Walker cautious(double weight, double... start) {
    return new GaussNewton(10, 5, new GaussNewton.Caution(1, weight)).from(start, BOX, SCALE);
  }

  @Test
  void aCautiousStepMeetsTheTargetAndLessensTheDoubt() {
    // f has slope 1 a deviation along x0, the doubt slope 0.1 along x1.
    double[] slope = {2, 0};
    double[] doubtSlope = {0, 0.004};
    Optimizer.Walker walker = cautious(100, 0, 100);
    walker.move(0.2, slope, 0.05, doubtSlope);
    assertThat(walker.point()[0]).isEqualTo(-0.2 * 0.5, ROUNDING);
    // d minimises d² + 100 (0.05 + 0.1 d)²: d = −0.5 / (1 + 1).
    assertThat(walker.point()[1]).isEqualTo(100 - 0.25 * 25, ROUNDING);
    walker.move(0, slope, 0.05, doubtSlope);
    assertThat(walker.point()[1]).isEqualTo(100 - 0.25 * 25, ROUNDING);
  }

  @Test
  void aCautiousStepKeepsTheTargetWhereDoubtAndPropertyShareASlope() {
    Optimizer.Walker walker = cautious(1e6, 0, 100);
    double error = 0.2;
    double[] slope = {2, 0.04};
    walker.move(error, slope, 0.05, new double[] {2, 0.01});
    double change = 2 * walker.point()[0] + 0.04 * (walker.point()[1] - 100);
    assertThat(change).isEqualTo(-error, within(1e-9));
  }

  @Test
  void onTheFloorOnlyDoubtIsLessened() {
    Optimizer.Walker walker = cautious(100, 0, 100);
    walker.move(0, new double[] {0, 0.04}, 0.05, new double[] {0, 0.004});
    assertThat(walker.point()).containsExactly(0, 100 - 0.25 * 25);
  }

  @Test
  void withoutAStatedDoubtNoStepIsCautious() {
    Optimizer.Walker walker = cautious(100, 0, 100);
    move(walker, 0.2, new double[] {2, 0});
    assertThat(walker.point()).containsExactly(-0.1, 100);
  }
}
