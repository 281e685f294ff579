package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.LinearConstraint;
import org.matdesinne.design.LinearConstraint.Relation;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.localization.GaussNewton.UncertaintyPenalty;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.AnalyticModel;
import org.matdesinne.surrogate.Calibration;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.Surrogate;

/** Candidates that keep levels and meet constraints on their way and where they end. */
class TestConstrainedLocalization {
  private static final double TOLERANCE = 1e-3;
  private static final DesignParameter.Role ROLE = new DesignParameter.Role("share");

  /** Σ aⱼ xⱼ + Σ bⱼ xⱼ². */
  private record Quadratic(double[] a, double[] b) implements AnalyticModel.Function {
    @Override
    public double value(double[] x) {
      return IntStream.range(0, x.length).mapToDouble(j -> (a[j] + b[j] * x[j]) * x[j]).sum();
    }

    @Override
    public double[] gradient(double[] x) {
      return IntStream.range(0, x.length).mapToDouble(j -> a[j] + 2 * b[j] * x[j]).toArray();
    }
  }

  private static Surrogate surrogate(AnalyticModel.Function... members) {
    return new CensoredSurrogate(
        new AnalyticModel(members),
        Optional.of(List.of(new Calibration(1, 0.01, new TreeMap<>()))),
        new double[] {Double.NEGATIVE_INFINITY});
  }

  private static List<Localized> localize(
      Surrogate surrogate,
      FeasibleSet region,
      double[] scale,
      Optimizer optimizer,
      double target,
      double[]... starts) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(surrogate.manager(), starts, scale.length);
          LocalizationSettings how = new LocalizationSettings(Amounts.of(TOLERANCE), optimizer);
          try (Localizer localizer = new BatchLocalizer(surrogate, region, scale, how)) {
            return localizer.localize(batch, localizer.assess(batch), Target.of(target));
          }
        });
  }

  private static List<Optimizer> optimizers() {
    return List.of(
        new GaussNewton(40, 0.3, UncertaintyPenalty.none(1)),
        new GaussNewton(40, 0.3, new UncertaintyPenalty(3, Amounts.of(10), Amounts.of(0.001))),
        new AdamDescent(0.02, 320, AdamDescent.Boundary.PROJECTION),
        new AdamDescent(0.02, 320, AdamDescent.Boundary.PENALTY));
  }

  private static DesignParameter share(String name) {
    return new DesignParameter(name, "1", 0, 1, 0.5, ROLE, 1);
  }

  private static LinearConstraint sum(Relation relation, double bound, String... names) {
    Map<String, Double> weights = new LinkedHashMap<>();
    Arrays.stream(names).forEach(name -> weights.put(name, 1.0));
    return new LinearConstraint(weights, relation, bound, 1e-3);
  }

  private static FeasibleSet shares() {
    DesignSpace space =
        new DesignSpace(
            List.of(share("u"), share("v"), share("w")),
            List.of(),
            List.of(sum(Relation.EQUALS, 1, "u", "v", "w")));
    return new FeasibleSet(space, new Ranges(new double[3], new double[] {1, 1, 1}));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void sharesGoOnAddingUp(Optimizer optimizer) {
    try (Surrogate surrogate = surrogate(new Quadratic(new double[] {1, 2, 4}, new double[3]))) {
      double[] scale = {0.3, 0.3, 0.3};
      double[][] starts = {{0.3, 0.3, 0.4}, {1, 0, 0}, {0, 0.5, 0.5}, {0.1, 0.9, 0}};
      List<Localized> ends = localize(surrogate, shares(), scale, optimizer, 2.2, starts);
      assertThat(ends)
          .allSatisfy(
              end -> {
                assertThat(end.converged()).isTrue();
                assertThat(shares().holds(end.point())).isTrue();
                assertThat(end.predicted()[0]).isCloseTo(2.2, within(TOLERANCE));
              });
    }
  }

  @Test
  void theWayAlongAPlaneIsTheShortest() {
    try (Surrogate surrogate = surrogate(new Quadratic(new double[] {1, 2, 4}, new double[3]))) {
      Localized end =
          localize(
                  surrogate,
                  shares(),
                  new double[] {1, 1, 1},
                  new GaussNewton(40, 10, UncertaintyPenalty.none(1)),
                  2.4,
                  new double[] {0.3, 0.3, 0.4})
              .get(0);
      // Of u + v + w = 1 and u + 2v + 4w = 2.4 the nearest point to the start, by hand: the start
      // has
      // 2.5, and the way is along (1, 2, 4) less its mean.
      double way = -0.1 / (42.0 / 9);
      assertThat(end.point())
          .containsExactly(
              new double[] {0.3 - 4.0 / 3 * way, 0.3 - way / 3, 0.4 + 5.0 / 3 * way}, within(2e-4));
      assertThat(end.steps()).isEqualTo(1);
    }
  }

  @Test
  void aLevelStaysAndTheOthersMakeUpForIt() {
    DesignSpace space =
        new DesignSpace(
            List.of(
                new DesignParameter("n", "1", 6, 12, 6, ROLE, 1, List.of(6.0, 8.0, 10.0, 12.0)),
                share("u")));
    FeasibleSet region =
        new FeasibleSet(space, new Ranges(new double[] {6, 0}, new double[] {12, 1}));
    try (Surrogate surrogate = surrogate(new Quadratic(new double[] {0.1, 1}, new double[2]))) {
      for (Optimizer optimizer : optimizers()) {
        List<Localized> ends =
            localize(
                surrogate,
                region,
                new double[] {2, 0.3},
                optimizer,
                1.3,
                new double[] {8, 0.1},
                new double[] {10, 0.9},
                new double[] {12, 0.5});
        assertThat(ends).allSatisfy(end -> assertThat(end.converged()).isTrue());
        assertThat(ends).extracting(end -> end.point()[0]).containsExactly(8.0, 10.0, 12.0);
      }
    }
  }

  @Test
  void whatNoOtherParameterCanMakeUpForIsNotMet() {
    try (Surrogate surrogate = surrogate(new Quadratic(new double[] {1, 1, 1}, new double[3]))) {
      Localized end =
          localize(
                  surrogate,
                  shares(),
                  new double[] {0.3, 0.3, 0.3},
                  new GaussNewton(40, 0.3, UncertaintyPenalty.none(1)),
                  1.1,
                  new double[] {0.3, 0.3, 0.4})
              .get(0);
      assertThat(end.converged()).isFalse();
      assertThat(end.point()).doesNotContain(Double.NaN);
    }
  }

  /** Targets are met by some point of the set; whether the way leads there is another question. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void inAnySetMostArriveAndAllThatDoLieInIt(Optimizer optimizer) {
    Random random = new Random(11);
    int arrived = 0;
    int all = 0;
    for (int trial = 0; trial < (optimizer instanceof GaussNewton ? 30 : 8); trial++) {
      int dimension = 3 + random.nextInt(4);
      FeasibleSet region = randomSet(random, dimension);
      double[] scale = new double[dimension];
      Arrays.setAll(scale, j -> 0.2 + 0.2 * random.nextDouble());
      double[][] points =
          IntStream.range(0, 12)
              .mapToObj(i -> random.doubles(dimension).toArray())
              .map(point -> region.nearest(point, scale))
              .filter(region::holds)
              .toArray(double[][]::new);
      if (points.length < 2) {
        continue;
      }
      Quadratic f =
          new Quadratic(
              random.doubles(dimension, -1, 1).toArray(),
              random.doubles(dimension, -0.3, 0.3).toArray());
      Quadratic other = new Quadratic(Arrays.stream(f.a).map(a -> a + 0.02).toArray(), f.b);
      try (Surrogate surrogate = surrogate(f, other)) {
        double target = surrogate.predict(new double[][] {points[0]}).value(0)[0];
        List<Localized> ends = localize(surrogate, region, scale, optimizer, target, points);
        for (int i = 0; i < points.length; i++) {
          Localized end = ends.get(i);
          all++;
          if (end.converged() && region.holds(end.point())) {
            arrived++;
            boolean[] levels = region.levels();
            double[] start = points[i];
            for (int j = 0; j < dimension; j++) {
              if (levels[j]) {
                assertThat(end.point()[j]).isEqualTo(start[j]);
              }
            }
          } else {
            assertThat(end.converged()).as("trial %d: outside, but converged", trial).isFalse();
          }
        }
      }
    }
    assertThat(all).isGreaterThan(60);
    assertThat((double) arrived / all).isGreaterThan(0.75);
  }

  private static FeasibleSet randomSet(Random random, int dimension) {
    List<DesignParameter> parameters = new ArrayList<>();
    for (int j = 0; j < dimension; j++) {
      parameters.add(
          j == dimension - 1 && random.nextBoolean()
              ? new DesignParameter("p" + j, "1", 0, 1, 0, ROLE, 1, List.of(0.0, 0.1, 0.4, 1.0))
              : share("p" + j));
    }
    List<LinearConstraint> constraints = new ArrayList<>();
    constraints.add(sum(Relation.EQUALS, 1, "p0", "p1"));
    if (random.nextBoolean()) {
      constraints.add(sum(Relation.AT_MOST, 1.2, "p1", "p2"));
    }
    if (random.nextBoolean()) {
      constraints.add(sum(Relation.AT_LEAST, 0.3, "p0", "p" + (dimension - 1)));
    }
    DesignSpace space = new DesignSpace(parameters, List.of(), constraints);
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return new FeasibleSet(space, new Ranges(new double[dimension], ones));
  }
}
