package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.design.Ranges;
import org.matdesinne.localization.AdamDescent.Boundary;
import org.matdesinne.localization.GaussNewton.UncertaintyPenalty;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;
import org.matdesinne.surrogate.ValueAndGradient;

class TestBatchLocalizer {
  private static final Ranges BOX = new Ranges(new double[] {-1, 50}, new double[] {1, 150});
  private static final double[] SCALE = {0.5, 25};

  private static Localizer localizer(Optimizer optimizer) {
    return new BatchLocalizer(
        new Paraboloid(), BOX, SCALE, new LocalizationSettings(1e-3, optimizer));
  }

  static List<Optimizer> optimizers() {
    return List.of(
        new AdamDescent(0.01, 2000, Boundary.PROJECTION),
        new GaussNewton(20, 0.3, UncertaintyPenalty.NONE));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void meetsTheTargetInsideTheBox(Optimizer optimizer) {
    double[][] starts = {{0.9, 140}, {-0.2, 60}, {0.05, 101}};
    List<Localized> ends = localizer(optimizer).localize(starts, 0.4);
    assertThat(ends)
        .allSatisfy(
            end -> {
              assertThat(end.converged()).isTrue();
              assertThat(end.predicted()).isCloseTo(0.4, within(1e-3));
              assertThat(Paraboloid.value(end.point())).isEqualTo(end.predicted());
              assertThat(BOX.firstOutside(end.point())).isNegative();
              assertThat(end.steps()).isPositive();
            });
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aCandidateThatMeetsTheTargetStaysWhereItIs(Optimizer optimizer) {
    double[] start = {0.2, 100};
    Localized end = localizer(optimizer).localize(new double[][] {start}, 0.04).get(0);
    assertThat(end.point()).containsExactly(start);
    assertThat(end.steps()).isZero();
    assertThat(end.converged()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aPathDoesNotDependOnTheOthersInTheBatch(Optimizer optimizer) {
    double[][] starts = {{0.9, 140}, {-0.2, 60}, {0.05, 101}};
    List<Localized> together = localizer(optimizer).localize(starts, 0.4);
    for (int i = 0; i < starts.length; i++) {
      Localized alone = localizer(optimizer).localize(new double[][] {starts[i]}, 0.4).get(0);
      assertThat(alone).usingRecursiveComparison().isEqualTo(together.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void saysSoWhenTheTargetCannotBeMet(Optimizer optimizer) {
    Localized end = localizer(optimizer).localize(new double[][] {{0.1, 110}}, -3).get(0);
    assertThat(end.converged()).isFalse();
    assertThat(end.steps()).isEqualTo(optimizer.steps());
    assertThat(BOX.firstOutside(end.point())).isNegative();
  }

  @Test
  void bringsAStartOutsideTheBoxOntoIt() {
    for (Optimizer still :
        List.of(
            new AdamDescent(0.01, 0, Boundary.PROJECTION),
            new GaussNewton(0, 0.3, UncertaintyPenalty.NONE))) {
      Localized end = localizer(still).localize(new double[][] {{7, 20}}, 0.4).get(0);
      assertThat(end.point()).containsExactly(1, 50);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aPredictionThatIsNotANumberEndsItsCandidateAlone(Optimizer optimizer) {
    double[][] starts = {{Double.NaN, 100}, {0.9, 140}};
    List<Localized> ends = localizer(optimizer).localize(starts, 0.4);
    assertThat(ends.get(0).converged()).isFalse();
    assertThat(ends.get(0).steps()).isZero();
    assertThat(ends.get(1).converged()).isTrue();
  }

  /** f(x) = x0² + ((x1 − 100)/50)², known in closed form. */
  private static final class Paraboloid implements Surrogate {
    static double value(double[] x) {
      double second = (x[1] - 100) / 50;
      return x[0] * x[0] + second * second;
    }

    @Override
    public Prediction predict(double[][] points) {
      double[] values = Arrays.stream(points).mapToDouble(Paraboloid::value).toArray();
      return new Prediction(values, new double[values.length]);
    }

    @Override
    public Differential differentiate(double[][] points) {
      double[][] gradients =
          Arrays.stream(points)
              .map(x -> new double[] {2 * x[0], 2 * (x[1] - 100) / 2500})
              .toArray(double[][]::new);
      Prediction prediction = predict(points);
      return new Differential(
          new ValueAndGradient(prediction.value(), gradients),
          new ValueAndGradient(prediction.uncertainty(), new double[points.length][2]));
    }

    @Override
    public void close() {}
  }
}
