package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.Boxes;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.localization.AdamDescent.Boundary;
import org.matdesinne.localization.GaussNewton.UncertaintyPenalty;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.AnalyticModel;
import org.matdesinne.surrogate.Calibration;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Evaluation;
import org.matdesinne.surrogate.Surrogate;

class TestBatchLocalizer {
  private static final Ranges BOX = new Ranges(new double[] {-1, 50}, new double[] {1, 150});
  private static final double[] SCALE = {0.5, 25};
  private static final double UNLIMITED = Double.NEGATIVE_INFINITY;

  /** f(x) = x0² + ((x1 − 100)/50)². */
  private static final class Paraboloid implements AnalyticModel.Function {
    @Override
    public double value(double[] x) {
      double second = (x[1] - 100) / 50;
      return x[0] * x[0] + second * second;
    }

    @Override
    public double[] gradient(double[] x) {
      return new double[] {2 * x[0], 2 * (x[1] - 100) / 2500};
    }
  }

  private static List<Localized> localize(
      Surrogate surrogate,
      Ranges box,
      LocalizationSettings how,
      double target,
      double[]... starts) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(surrogate.manager(), starts, 2);
          try (Localizer localizer = new BatchLocalizer(surrogate, Boxes.of(box), SCALE, how)) {
            return localizer.localize(batch, localizer.assess(batch), Target.of(target));
          }
        });
  }

  /** A surrogate that counts how often it is asked. */
  private static final class Counting implements Surrogate {
    private final Surrogate surrogate = disagreeing(new Paraboloid());
    private int evaluated;
    private int differentiated;

    @Override
    public NDManager manager() {
      return surrogate.manager();
    }

    @Override
    public Evaluation evaluate(PointBatch points) {
      evaluated++;
      return surrogate.evaluate(points);
    }

    @Override
    public Differential differentiate(PointBatch points) {
      differentiated++;
      return surrogate.differentiate(points);
    }

    @Override
    public void close() {
      surrogate.close();
    }
  }

  /** Two members about {@code mean} that agree at x1 = 100 only. */
  private static Surrogate disagreeing(AnalyticModel.Function mean) {
    return new CensoredSurrogate(
        new AnalyticModel(sum(mean, 0.01), sum(mean, -0.01)),
        Optional.of(List.of(new Calibration(1, 0.01, new TreeMap<>()))),
        new double[] {UNLIMITED});
  }

  /** f(x) + slope (x1 − 100). */
  private static AnalyticModel.Function sum(AnalyticModel.Function f, double slope) {
    return new AnalyticModel.Function() {
      @Override
      public double value(double[] x) {
        return f.value(x) + slope * (x[1] - 100);
      }

      @Override
      public double[] gradient(double[] x) {
        double[] gradient = f.gradient(x);
        return new double[] {gradient[0], gradient[1] + slope};
      }
    };
  }

  /** a f(x) + 0.3 sin(3 x0) + 0.1: never right, and its derivatives neither. */
  private static AnalyticModel.Function off(double factor) {
    Paraboloid f = new Paraboloid();
    return new AnalyticModel.Function() {
      @Override
      public double value(double[] x) {
        return factor * f.value(x) + 0.03 * Math.sin(3 * x[0]) + 0.1;
      }

      @Override
      public double[] gradient(double[] x) {
        double[] gradient = f.gradient(x);
        return new double[] {
          factor * gradient[0] + 0.09 * Math.cos(3 * x[0]), factor * gradient[1]
        };
      }
    };
  }

  private static final GaussNewton PENALIZED =
      new GaussNewton(
          20, 0.3, new UncertaintyPenalty(3, Amounts.of(100), Amounts.of(0.02)), "guide");
  private static final double[][] STARTS = {{0.9, 140}, {-0.4, 60}, {0.3, 101}, {-0.8, 120}};

  private static List<Localized> guided(
      Surrogate surrogate, Surrogate guide, double target, double[]... starts) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(surrogate.manager(), starts, 2);
          LocalizationSettings how = new LocalizationSettings(Amounts.of(1e-3), PENALIZED);
          try (Localizer localizer =
              new BatchLocalizer(surrogate, Optional.of(guide), Boxes.of(BOX), SCALE, how)) {
            return localizer.localize(batch, localizer.assess(batch), Target.of(target));
          }
        });
  }

  @Test
  void aGuideThatIsNotRightLeadsToWhereTheSurrogateMeetsTheTarget() {
    try (Counting surrogate = new Counting();
        Surrogate guide = disagreeing(off(1.1))) {
      List<Localized> ends = guided(surrogate, guide, 0.4, STARTS);
      assertThat(ends)
          .allSatisfy(
              end -> {
                assertThat(end.converged()).isTrue();
                assertThat(end.predicted()[0]).isCloseTo(0.4, within(1e-3));
                assertThat(new Paraboloid().value(end.point()))
                    .isCloseTo(end.predicted()[0], within(1e-6));
                assertThat(end.steps()).isGreaterThanOrEqualTo(3);
              });
      assertThat(surrogate.differentiated).isZero();
      assertThat(surrogate.evaluated)
          .isLessThan(ends.stream().mapToInt(Localized::steps).max().orElseThrow());
      // It pays for uncertainty as without a guide.
      assertThat(ends.get(0).uncertainty()[0])
          .isLessThan(Tensors.scoped(() -> surrogate.predict(STARTS).uncertainty(0))[0]);
    }
  }

  @Test
  void aGuideThatMisleadsIsLeftBehind() {
    try (Counting surrogate = new Counting();
        Surrogate guide = disagreeing(off(-1))) {
      assertThat(guided(surrogate, guide, 0.4, STARTS)).allMatch(Localized::converged);
      assertThat(surrogate.differentiated).isPositive();
    }
  }

  @Test
  void aGuidedPathDoesNotDependOnTheOthersInTheBatch() {
    try (Counting surrogate = new Counting();
        Surrogate guide = disagreeing(off(1.1))) {
      List<Localized> together = guided(surrogate, guide, 0.4, STARTS);
      for (int i = 0; i < STARTS.length; i++) {
        assertThat(guided(surrogate, guide, 0.4, STARTS[i]).get(0))
            .usingRecursiveComparison()
            .isEqualTo(together.get(i));
      }
    }
  }

  @Test
  void aGuideTakesNoMoreStepsThanThereAre() {
    LocalizationSettings how =
        new LocalizationSettings(
            Amounts.of(1e-9),
            new GaussNewton(
                2, 0.01, new UncertaintyPenalty(3, Amounts.of(100), Amounts.of(0.02)), "guide"));
    try (Counting surrogate = new Counting();
        Surrogate guide = disagreeing(off(1.1))) {
      List<Localized> ends =
          Tensors.scoped(
              () -> {
                PointBatch batch = PointBatch.of(surrogate.manager(), STARTS, 2);
                try (Localizer localizer =
                    new BatchLocalizer(surrogate, Optional.of(guide), Boxes.of(BOX), SCALE, how)) {
                  return localizer.localize(batch, localizer.assess(batch), Target.of(0.4));
                }
              });
      assertThat(ends).allSatisfy(end -> assertThat(end.steps()).isEqualTo(2));
    }
  }

  @Test
  void aGuidesUncertaintyCountsOnlyWhereTheSurrogateStatesOne() {
    try (Surrogate surrogate =
            new CensoredSurrogate(
                new AnalyticModel(new Paraboloid()), Optional.empty(), new double[] {UNLIMITED});
        Surrogate stating = disagreeing(new Paraboloid());
        Surrogate silent =
            new CensoredSurrogate(
                new AnalyticModel(new Paraboloid()), Optional.empty(), new double[] {UNLIMITED})) {
      assertThat(guided(surrogate, stating, 0.4, STARTS))
          .usingRecursiveComparison()
          .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-4 || a.equals(b), Double.class)
          .isEqualTo(guided(surrogate, silent, 0.4, STARTS));
    }
  }

  private static List<Localized> localize(
      Surrogate surrogate, Optimizer optimizer, double target, double[]... starts) {
    return localize(
        surrogate, BOX, new LocalizationSettings(Amounts.of(1e-3), optimizer), target, starts);
  }

  private static List<Localized> localize(Optimizer optimizer, double target, double[]... starts) {
    try (Surrogate surrogate =
        new CensoredSurrogate(
            new AnalyticModel(new Paraboloid()), Optional.empty(), new double[] {UNLIMITED})) {
      return localize(surrogate, optimizer, target, starts);
    }
  }

  static List<Optimizer> optimizers() {
    return List.of(
        new AdamDescent(0.01, 2000, Boundary.PROJECTION),
        new AdamDescent(0.01, 2000, Boundary.PENALTY),
        new GaussNewton(20, 0.3, UncertaintyPenalty.none(1)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void meetsTheTargetInsideTheBox(Optimizer optimizer) {
    List<Localized> ends =
        localize(optimizer, 0.4, new double[][] {{0.9, 140}, {-0.2, 60}, {0.05, 101}});
    assertThat(ends)
        .hasSize(3)
        .allSatisfy(
            end -> {
              assertThat(end.converged()).isTrue();
              assertThat(end.predicted()[0]).isCloseTo(0.4, within(1e-3));
              assertThat(new Paraboloid().value(end.point())).isEqualTo(end.predicted()[0]);
              assertThat(BOX.firstOutside(end.point())).isNegative();
              assertThat(end.steps()).isPositive();
              assertThat(end.uncertainty()[0]).isNaN();
            });
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aCandidateThatMeetsTheTargetStaysWhereItIs(Optimizer optimizer) {
    Localized end = localize(optimizer, 0.0625, new double[] {0.25, 100}).get(0);
    assertThat(end.point()).containsExactly(0.25, 100);
    assertThat(end.steps()).isZero();
    assertThat(end.converged()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aPathDoesNotDependOnTheOthersInTheBatch(Optimizer optimizer) {
    double[][] starts = {{0.9, 140}, {-0.2, 60}, {0.05, 101}};
    List<Localized> together = localize(optimizer, 0.4, starts);
    for (int i = 0; i < starts.length; i++) {
      Localized alone = localize(optimizer, 0.4, starts[i]).get(0);
      assertThat(alone)
          .usingRecursiveComparison()
          .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
          .isEqualTo(together.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void saysSoWhenTheTargetCannotBeMet(Optimizer optimizer) {
    Localized end = localize(optimizer, -3, new double[] {0.1, 110}).get(0);
    assertThat(end.converged()).isFalse();
    assertThat(end.steps()).isEqualTo(optimizer.steps());
    assertThat(BOX.firstOutside(end.point())).isNegative();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aPredictionThatIsNotANumberEndsItsCandidateAlone(Optimizer optimizer) {
    List<Localized> ends = localize(optimizer, 0.4, new double[][] {{Double.NaN, 100}, {0.9, 140}});
    assertThat(ends.get(0).converged()).isFalse();
    assertThat(ends.get(0).steps()).isZero();
    assertThat(ends.get(1).converged()).isTrue();
  }

  /** Members that agree at x1 = 100 only: the uncertainty is √(((x1 − 100)/50)² / 2 + 0.01²). */
  private static Surrogate disagreeing() {
    return new CensoredSurrogate(
        new AnalyticModel(AnalyticModel.linear(1, 0.02), AnalyticModel.linear(1, 0)),
        Optional.of(List.of(new Calibration(1, 0.01, new TreeMap<>()))),
        new double[] {UNLIMITED});
  }

  @Test
  void aSureCandidateOnTargetTakesNoStepAndAnUnsureOneThosePenalized() {
    GaussNewton penalized =
        new GaussNewton(20, 0.3, new UncertaintyPenalty(3, Amounts.of(100), Amounts.of(0.02)));
    GaussNewton trusting =
        new GaussNewton(20, 0.3, new UncertaintyPenalty(3, Amounts.of(100), Amounts.of(10)));
    try (Surrogate surrogate = disagreeing()) {
      double[] start = {-0.5, 100};
      Localized unsure = localize(surrogate, penalized, 0.5, start).get(0);
      assertThat(unsure.steps()).isGreaterThanOrEqualTo(3);
      Localized sure = localize(surrogate, trusting, 0.5, start).get(0);
      assertThat(sure.steps()).isZero();
      assertThat(sure.point()).containsExactly(start);
      assertThat(sure.uncertainty()[0]).isCloseTo(Math.hypot(Math.sqrt(2), 0.01), within(1e-5));
      assertThat(unsure.uncertainty()[0]).isLessThan(sure.uncertainty()[0]);
    }
  }

  @Test
  void aConstantStaysWhatItIsWhereTheTargetIsMissedToo() {
    Ranges odd = new Ranges(new double[] {0.1, 50}, new double[] {0.1, 150});
    for (Optimizer optimizer : optimizers()) {
      try (Surrogate surrogate =
          new CensoredSurrogate(
              new AnalyticModel(AnalyticModel.linear(1, 0)),
              Optional.empty(),
              new double[] {UNLIMITED})) {
        LocalizationSettings how = new LocalizationSettings(Amounts.of(1e-3), optimizer);
        Localized end = localize(surrogate, odd, how, 2, new double[] {0.1, 60}).get(0);
        assertThat(end.converged()).isFalse();
        assertThat(end.point()[0]).isEqualTo(0.1);
      }
    }
  }

  @Test
  void theToleranceIsKeptInDoublePrecisionToo() {
    double target = 0.3;
    double tolerance = 1e-3;
    // Values that lie within it by single precision, and some that do not by double precision.
    double[][] starts = new double[400][];
    float end = (float) (target + tolerance);
    Arrays.setAll(starts, i -> new double[] {end + (i - 200) * Math.ulp(end), 100});
    try (Surrogate surrogate =
        new CensoredSurrogate(
            new AnalyticModel(AnalyticModel.linear(1, 0)),
            Optional.empty(),
            new double[] {UNLIMITED})) {
      LocalizationSettings how =
          new LocalizationSettings(
              Amounts.of(tolerance), new GaussNewton(0, 0.3, UncertaintyPenalty.none(1)));
      List<Localized> ends = localize(surrogate, BOX, how, target, starts);
      assertThat(ends.stream().filter(Localized::converged).count()).isBetween(190L, 201L);
      assertThat(ends)
          .filteredOn(Localized::converged)
          .allMatch(each -> Math.abs(each.predicted()[0] - target) <= tolerance);
    }
  }

  @Test
  void noTensorOutlivesALocalization() {
    Optimizer optimizer =
        new GaussNewton(20, 0.3, new UncertaintyPenalty(3, Amounts.of(100), Amounts.of(0.02)));
    try (Surrogate surrogate = disagreeing()) {
      double[][] starts = {{-0.5, 100}, {0.9, 60}, {0.2, 140}};
      List<Integer> held = new ArrayList<>();
      for (int repeat = 0; repeat < 3; repeat++) {
        localize(surrogate, optimizer, 0.5, starts);
        guided(surrogate, surrogate, 0.5, starts);
        held.add(surrogate.manager().getManagedArrays().size());
      }
      // The surrogate keeps the numbers that it has used once.
      assertThat(held.get(2)).isEqualTo(held.get(1));
    }
  }

  @Test
  void endsThatSinglePrecisionCannotTellStayInTheBox() {
    Ranges odd = new Ranges(new double[] {0.1, 50.05}, new double[] {0.1, 150.05});
    Optimizer optimizer = new GaussNewton(20, 1, UncertaintyPenalty.none(1));
    try (Surrogate surrogate =
        new CensoredSurrogate(
            new AnalyticModel(AnalyticModel.linear(0, 1)),
            Optional.empty(),
            new double[] {UNLIMITED})) {
      List<Localized> ends =
          localize(
              surrogate,
              odd,
              new LocalizationSettings(Amounts.of(0.1), optimizer),
              150.1,
              new double[][] {{0.1, 149}, {0.1, 148}});
      for (Localized end : ends) {
        assertThat(end.converged()).isTrue();
        assertThat(odd.firstOutside(end.point())).isNegative();
        assertThat(end.point()[0]).isEqualTo(0.1);
      }
    }
  }
}
