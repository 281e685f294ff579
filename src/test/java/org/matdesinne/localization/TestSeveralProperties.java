package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.Boxes;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.localization.GaussNewton.UncertaintyPenalty;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.AnalyticModel;
import org.matdesinne.surrogate.Calibration;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.Surrogate;

/** Several equations at once, ranges and limits. */
class TestSeveralProperties {
  private static final Ranges BOX = new Ranges(new double[] {-1, -1, -1}, new double[] {1, 1, 1});
  private static final double[] SCALE = {0.6, 0.6, 0.6};
  private static final Amounts TOLERANCE = Amounts.of(1e-3, 1e-1);
  private static final Properties BOTH =
      Properties.of(new Property("f", "", null), new Property("g", "", null));

  /** f = x0² + x1 x2. */
  private static final AnalyticModel.Function F =
      new AnalyticModel.Function() {
        @Override
        public double value(double[] x) {
          return x[0] * x[0] + x[1] * x[2];
        }

        @Override
        public double[] gradient(double[] x) {
          return new double[] {2 * x[0], x[2], x[1]};
        }
      };

  /** g = 100 (x0 + sin x1), of another size. */
  private static final AnalyticModel.Function G =
      new AnalyticModel.Function() {
        @Override
        public double value(double[] x) {
          return 100 * (x[0] + Math.sin(x[1]));
        }

        @Override
        public double[] gradient(double[] x) {
          return new double[] {100, 100 * Math.cos(x[1]), 0};
        }
      };

  private static Surrogate surrogate(AnalyticModel.Function second) {
    Calibration calibration = new Calibration(1, 0.01, new TreeMap<>());
    return new CensoredSurrogate(
        new AnalyticModel(List.of(List.of(F, second))),
        Optional.of(List.of(calibration, calibration)),
        new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY});
  }

  private static List<Optimizer> optimizers() {
    return List.of(
        new GaussNewton(40, 0.3, UncertaintyPenalty.none(2)),
        new GaussNewton(
            40, 0.3, new UncertaintyPenalty(3, Amounts.of(10, 1e-3), Amounts.of(1e-3, 0.1))),
        new AdamDescent(0.02, 600, AdamDescent.Boundary.PROJECTION));
  }

  private static double[][] starts(int count) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
    return IntStream.range(0, count)
        .mapToObj(i -> random.doubles(3, -0.9, 0.9).toArray())
        .toArray(double[][]::new);
  }

  private static List<Localized> localize(
      Surrogate surrogate, Optimizer optimizer, String target, double[][] starts) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(surrogate.manager(), starts, 3);
          LocalizationSettings how = new LocalizationSettings(TOLERANCE, optimizer);
          try (Localizer localizer = new BatchLocalizer(surrogate, Boxes.of(BOX), SCALE, how)) {
            return localizer.localize(batch, localizer.assess(batch), Target.parse(target, BOTH));
          }
        });
  }

  private static void requireRight(Localized end) {
    assertThat(end.predicted()[0]).isCloseTo(F.value(end.point()), within(1e-6));
    assertThat(end.predicted()[1]).isCloseTo(G.value(end.point()), within(1e-4));
    assertThat(BOX.firstOutside(end.point())).isNegative();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twoValuesAreMetAtOnce(Optimizer optimizer) {
    try (Surrogate surrogate = surrogate(G)) {
      List<Localized> ends = localize(surrogate, optimizer, "f=0.3, g=40", starts(60));
      assertThat(ends.stream().filter(Localized::converged).count()).isGreaterThan(50);
      assertThat(ends)
          .filteredOn(Localized::converged)
          .allSatisfy(
              end -> {
                requireRight(end);
                assertThat(end.predicted()[0]).isCloseTo(0.3, within(1e-3));
                assertThat(end.predicted()[1]).isCloseTo(40, within(0.1));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRangeIsMetInsideAndALimitOnItsSide(Optimizer optimizer) {
    try (Surrogate surrogate = surrogate(G)) {
      List<Localized> ends = localize(surrogate, optimizer, "f=0.3..0.4, g<=-20", starts(60));
      assertThat(ends.stream().filter(Localized::converged).count()).isGreaterThan(50);
      assertThat(ends)
          .filteredOn(Localized::converged)
          .allSatisfy(
              end -> {
                requireRight(end);
                assertThat(end.predicted()[0]).isBetween(0.3, 0.4);
                assertThat(end.predicted()[1]).isLessThanOrEqualTo(-20);
              });
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void whoHasWhatIsWantedStaysAndAFreePropertyIsWhatItComesTo(Optimizer optimizer) {
    try (Surrogate surrogate = surrogate(G)) {
      double[][] inside = {{0.5, 0.2, 0.5}};
      Localized end = localize(surrogate, optimizer, "f=0.3..0.4, g>=10", inside).get(0);
      assertThat(end.converged()).isTrue();
      assertThat(end.point()).containsExactly(inside[0], within(1e-7));
      Localized free = localize(surrogate, optimizer, "g=15", inside).get(0);
      assertThat(free.converged()).isTrue();
      assertThat(free.predicted()[1]).isCloseTo(15, within(0.1));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void ownTolerancesCountInThePlaceOfTheSettings(Optimizer optimizer) {
    try (Surrogate surrogate = surrogate(G)) {
      List<Localized> ends = localize(surrogate, optimizer, "f=0.3+-1e-5, g=40+-20", starts(40));
      assertThat(ends)
          .filteredOn(Localized::converged)
          .hasSizeGreaterThan(30)
          .allSatisfy(
              end -> {
                assertThat(end.predicted()[0]).isCloseTo(0.3, within(1e-5));
                assertThat(end.predicted()[1]).isCloseTo(40, within(20.0));
              });
    }
  }

  /** g = f contradicts itself: the best is between, and no number is lost on the way. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void equationsThatContradictEachOtherEndBetween(Optimizer optimizer) {
    try (Surrogate surrogate = surrogate(F)) {
      List<Localized> ends = localize(surrogate, optimizer, "f=0.30, g=0.60", starts(20));
      assertThat(ends)
          .allSatisfy(
              end -> {
                assertThat(end.converged()).isFalse();
                assertThat(end.predicted()[0]).isEqualTo(end.predicted()[1]).isBetween(0.2, 0.7);
              });
    }
  }
}
