package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Ranges;
import org.matdesinne.localization.GaussNewton.UncertaintyPenalty;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.ValueAndGradient;

class TestGaussNewton {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final Ranges BOX = new Ranges(new double[] {-1, 50}, new double[] {1, 150});
  private static final double[] SCALE = {0.5, 25};

  private static final NDManager MANAGER = TorchRuntime.manager();

  @AfterAll
  static void free() {
    MANAGER.close();
  }

  /** One candidate on its way. */
  private static final class State {
    private final Optimizer.OptimizerState state;

    State(GaussNewton optimizer, double... start) {
      Scalars scalars = new Scalars(MANAGER);
      state =
          optimizer.initialState(
              new PointBatch(MANAGER.create(new double[][] {start})),
              new Optimizer.Surroundings(
                  new FloatBox(MANAGER, BOX, scalars),
                  MANAGER.create(SCALE),
                  MANAGER.create(SCALE),
                  Optional.empty(),
                  scalars),
              new double[] {1});
    }

    double[] point() {
      return state.points().toHost()[0];
    }

    void move(double error, double... gradient) {
      move(error, gradient, Optional.empty());
    }

    void move(double error, double[] gradient, double uncertainty, double[] uncertaintyGradient) {
      move(error, gradient, Optional.of(both(uncertainty, uncertaintyGradient)));
    }

    private void move(double error, double[] gradient, Optional<ValueAndGradient> uncertainty) {
      state.move(
          both(error, gradient).value(),
          new Differential(List.of(both(error, gradient)), uncertainty.map(List::of)),
          MANAGER.create(new boolean[] {true}, new Shape(1, 1)));
    }

    private static ValueAndGradient both(double value, double... gradient) {
      return new ValueAndGradient(
          MANAGER.create(new double[] {value}, new Shape(1, 1)),
          MANAGER.create(gradient, new Shape(1, gradient.length)));
    }
  }

  private static State state(double radius, double... start) {
    return new State(new GaussNewton(10, radius, UncertaintyPenalty.none(1)), start);
  }

  @Test
  void theShortestStepInStandardDeviationsSolvesALinearProperty() {
    // f = 3 x0 + 0.04 x1 has slopes 1.5 and 1 a deviation: of an error of 0.13, 0.06 and 0.04
    // steps.
    State state = state(1, 0, 100);
    state.move(0.13, 3, 0.04);
    assertThat(state.point()[0]).isEqualTo(-0.06 * 0.5, ROUNDING);
    assertThat(state.point()[1]).isEqualTo(100 - 0.04 * 25, ROUNDING);
    assertThat(3 * state.point()[0] + 0.04 * (state.point()[1] - 100)).isEqualTo(-0.13, ROUNDING);
  }

  @Test
  void noStepIsLongerThanTheRadius() {
    State state = state(0.3, 0, 100);
    state.move(10, 0.6, 0.016);
    // Slopes 0.3 and 0.4 a deviation: directions 0.6 and 0.8.
    assertThat(state.point()[0]).isEqualTo(-0.3 * 0.6 * 0.5, ROUNDING);
    assertThat(state.point()[1]).isEqualTo(100 - 0.3 * 0.8 * 25, ROUNDING);
  }

  @Test
  void aParameterAtItsEndLeavesTheStepToTheOthers() {
    State state = state(1, 1, 100);
    state.move(-0.05, 3, 0.04);
    assertThat(state.point()[0]).isEqualTo(1);
    assertThat(state.point()[1]).isEqualTo(100 + 0.05 * 25, ROUNDING);
  }

  @Test
  void aParameterAtItsEndMayComeBack() {
    State state = state(1, 1, 100);
    state.move(0.13, 3, 0.04);
    assertThat(state.point()[0]).isEqualTo(1 - 0.06 * 0.5, ROUNDING);
  }

  @Test
  void whereNothingCanChangeThePropertyItStays() {
    State state = state(1, 1, 150);
    state.move(-0.05, 3, 0.04);
    assertThat(state.point()).containsExactly(1, 150);
    state.move(-0.05, 0, 0);
    assertThat(state.point()).containsExactly(1, 150);
  }

  @Test
  void aStepThatDidNotHelpHalvesTheNext() {
    State state = state(0.4, 0, 100);
    double[] gradient = {2, 0};
    state.move(5, gradient);
    assertThat(state.point()[0]).isEqualTo(-0.4 * 0.5, ROUNDING);
    state.move(-5, gradient);
    assertThat(state.point()[0]).isEqualTo(-0.2 * 0.5, ROUNDING);
    state.move(4, gradient);
    assertThat(state.point()[0]).isEqualTo(-0.6 * 0.5, ROUNDING);
  }

  private static State penalized(double weight, double... start) {
    return new State(
        new GaussNewton(10, 5, new UncertaintyPenalty(1, Amounts.of(weight), Amounts.of(0))),
        start);
  }

  @Test
  void aPenalizedStepMeetsTheTargetAndLessensTheUncertainty() {
    // f has slope 1 a deviation along x0, the uncertainty slope 0.1 along x1.
    double[] gradient = {2, 0};
    double[] uncertaintyGradient = {0, 0.004};
    State state = penalized(100, 0, 100);
    state.move(0.2, gradient, 0.05, uncertaintyGradient);
    assertThat(state.point()[0]).isEqualTo(-0.2 * 0.5, ROUNDING);
    // d minimises d² + 100 (0.05 + 0.1 d)²: d = −0.5 / (1 + 1).
    assertThat(state.point()[1]).isEqualTo(100 - 0.25 * 25, ROUNDING);
    state.move(0, gradient, 0.05, uncertaintyGradient);
    assertThat(state.point()[1]).isEqualTo(100 - 0.25 * 25, ROUNDING);
  }

  @Test
  void aPenalizedStepKeepsTheTargetWhereUncertaintyAndPropertyShareAGradient() {
    State state = penalized(1e6, 0, 100);
    double error = 0.2;
    double[] gradient = {2, 0.04};
    state.move(error, gradient, 0.05, new double[] {2, 0.01});
    double change = 2 * state.point()[0] + 0.04 * (state.point()[1] - 100);
    assertThat(change).isEqualTo(-error, within(1e-9));
  }

  @Test
  void onTheFloorOnlyUncertaintyIsLessened() {
    State state = penalized(100, 0, 100);
    state.move(0, new double[] {0, 0.04}, 0.05, new double[] {0, 0.004});
    assertThat(state.point()).containsExactly(0, 100 - 0.25 * 25);
  }

  @Test
  void withoutAStatedUncertaintyNoStepIsPenalized() {
    State state = penalized(100, 0, 100);
    state.move(0.2, 2, 0);
    assertThat(state.point()).containsExactly(new double[] {-0.1, 100}, ROUNDING);
  }
}
