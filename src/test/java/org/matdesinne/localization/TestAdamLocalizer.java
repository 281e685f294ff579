package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;
import org.matdesinne.localization.AdamLocalizer.Boundary;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

class TestAdamLocalizer {
  private static final Ranges BOX = new Ranges(new double[] {-1, 50}, new double[] {1, 150});
  private static final double[] SCALE = {0.5, 25};

  private static Localizer localizer(int steps) {
    return new AdamLocalizer(
        new Paraboloid(),
        BOX,
        SCALE,
        new AdamLocalizer.Settings(0.01, steps, 1e-3, Boundary.PROJECTION));
  }

  @Test
  void meetsTheTargetInsideTheBox() {
    double[][] starts = {{0.9, 140}, {-0.2, 60}, {0.05, 101}};
    List<Localized> ends = localizer(2000).localize(starts, 0.4);
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

  @Test
  void aCandidateThatMeetsTheTargetStaysWhereItIs() {
    double[] start = {0.2, 100};
    Localized end = localizer(100).localize(new double[][] {start}, 0.04).get(0);
    assertThat(end.point()).containsExactly(start);
    assertThat(end.steps()).isZero();
    assertThat(end.converged()).isTrue();
  }

  @Test
  void aPathDoesNotDependOnTheOthersInTheBatch() {
    double[][] starts = {{0.9, 140}, {-0.2, 60}, {0.05, 101}};
    List<Localized> together = localizer(2000).localize(starts, 0.4);
    for (int i = 0; i < starts.length; i++) {
      Localized alone = localizer(2000).localize(new double[][] {starts[i]}, 0.4).get(0);
      assertThat(alone).usingRecursiveComparison().isEqualTo(together.get(i));
    }
  }

  @Test
  void saysSoWhenTheTargetCannotBeMet() {
    Localized end = localizer(50).localize(new double[][] {{0.1, 110}}, -3).get(0);
    assertThat(end.converged()).isFalse();
    assertThat(end.steps()).isEqualTo(50);
  }

  @Test
  void bringsAStartOutsideTheBoxOntoIt() {
    Localized end = localizer(0).localize(new double[][] {{7, 20}}, 0.4).get(0);
    assertThat(end.point()).containsExactly(1, 50);
  }

  @Test
  void aPredictionThatIsNotANumberEndsItsCandidateAlone() {
    double[][] starts = {{Double.NaN, 100}, {0.9, 140}};
    List<Localized> ends = localizer(2000).localize(starts, 0.4);
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
      return new Differential(predict(points).value(), gradients);
    }

    @Override
    public void close() {}
  }
}
