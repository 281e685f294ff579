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

  private static Optimizer.OptimizerState state(double radius, double... start) {
    return new GaussNewton(10, radius, GaussNewton.UncertaintyPenalty.NONE)
        .initialState(start, BOX, SCALE);
  }

  private static void move(Optimizer.OptimizerState state, double error, double[] gradient) {
    state.move(error, gradient, Double.NaN, new double[gradient.length]);
  }

  @Test
  void theShortestStepInStandardDeviationsSolvesALinearProperty() {
    // f = 3 x0 + 0.04 x1 has slopes 1.5 and 1 a deviation: of an error of 0.13, 0.06 and 0.04
    // steps.
    Optimizer.OptimizerState state = state(1, 0, 100);
    move(state, 0.13, new double[] {3, 0.04});
    assertThat(state.point()[0]).isEqualTo(-0.06 * 0.5, ROUNDING);
    assertThat(state.point()[1]).isEqualTo(100 - 0.04 * 25, ROUNDING);
    assertThat(3 * state.point()[0] + 0.04 * (state.point()[1] - 100)).isEqualTo(-0.13, ROUNDING);
  }

  @Test
  void noStepIsLongerThanTheRadius() {
    Optimizer.OptimizerState state = state(0.3, 0, 100);
    move(state, 10, new double[] {0.6, 0.016});
    // Slopes 0.3 and 0.4 a deviation: directions 0.6 and 0.8.
    assertThat(state.point()[0]).isEqualTo(-0.3 * 0.6 * 0.5, ROUNDING);
    assertThat(state.point()[1]).isEqualTo(100 - 0.3 * 0.8 * 25, ROUNDING);
  }

  @Test
  void aParameterAtItsEndLeavesTheStepToTheOthers() {
    Optimizer.OptimizerState state = state(1, 1, 100);
    move(state, -0.05, new double[] {3, 0.04});
    assertThat(state.point()[0]).isEqualTo(1);
    assertThat(state.point()[1]).isEqualTo(100 + 0.05 * 25, ROUNDING);
  }

  @Test
  void aParameterAtItsEndMayComeBack() {
    Optimizer.OptimizerState state = state(1, 1, 100);
    move(state, 0.13, new double[] {3, 0.04});
    assertThat(state.point()[0]).isEqualTo(1 - 0.06 * 0.5, ROUNDING);
  }

  @Test
  void whereNothingCanChangeThePropertyItStays() {
    Optimizer.OptimizerState state = state(1, 1, 150);
    move(state, -0.05, new double[] {3, 0.04});
    assertThat(state.point()).containsExactly(1, 150);
    move(state, -0.05, new double[] {0, 0});
    assertThat(state.point()).containsExactly(1, 150);
  }

  @Test
  void aStepThatDidNotHelpHalvesTheNext() {
    Optimizer.OptimizerState state = state(0.4, 0, 100);
    double[] gradient = {2, 0};
    move(state, 5, gradient);
    assertThat(state.point()[0]).isEqualTo(-0.4 * 0.5, ROUNDING);
    move(state, -5, gradient);
    assertThat(state.point()[0]).isEqualTo(-0.2 * 0.5, ROUNDING);
    move(state, 4, gradient);
    assertThat(state.point()[0]).isEqualTo(-0.6 * 0.5, ROUNDING);
  }

  private static Optimizer.OptimizerState penalized(double weight, double... start) {
    return new GaussNewton(10, 5, new GaussNewton.UncertaintyPenalty(1, weight))
        .initialState(start, BOX, SCALE);
  }

  @Test
  void aPenalizedStepMeetsTheTargetAndLessensTheUncertainty() {
    // f has slope 1 a deviation along x0, the uncertainty slope 0.1 along x1.
    double[] gradient = {2, 0};
    double[] uncertaintyGradient = {0, 0.004};
    Optimizer.OptimizerState state = penalized(100, 0, 100);
    state.move(0.2, gradient, 0.05, uncertaintyGradient);
    assertThat(state.point()[0]).isEqualTo(-0.2 * 0.5, ROUNDING);
    // d minimises d² + 100 (0.05 + 0.1 d)²: d = −0.5 / (1 + 1).
    assertThat(state.point()[1]).isEqualTo(100 - 0.25 * 25, ROUNDING);
    state.move(0, gradient, 0.05, uncertaintyGradient);
    assertThat(state.point()[1]).isEqualTo(100 - 0.25 * 25, ROUNDING);
  }

  @Test
  void aPenalizedStepKeepsTheTargetWhereUncertaintyAndPropertyShareAGradient() {
    Optimizer.OptimizerState state = penalized(1e6, 0, 100);
    double error = 0.2;
    double[] gradient = {2, 0.04};
    state.move(error, gradient, 0.05, new double[] {2, 0.01});
    double change = 2 * state.point()[0] + 0.04 * (state.point()[1] - 100);
    assertThat(change).isEqualTo(-error, within(1e-9));
  }

  @Test
  void onTheFloorOnlyUncertaintyIsLessened() {
    Optimizer.OptimizerState state = penalized(100, 0, 100);
    state.move(0, new double[] {0, 0.04}, 0.05, new double[] {0, 0.004});
    assertThat(state.point()).containsExactly(0, 100 - 0.25 * 25);
  }

  @Test
  void withoutAStatedUncertaintyNoStepIsPenalized() {
    Optimizer.OptimizerState state = penalized(100, 0, 100);
    move(state, 0.2, new double[] {2, 0});
    assertThat(state.point()).containsExactly(-0.1, 100);
  }
}
