package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;

class TestDesignSampler {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 4, 3, Role.LATTICE, 3),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final int POINTS = 20_000;

  private final DesignSampler sampler =
      new DesignSampler(
          SPACE,
          List.of(new SamplingComponent(3, List.of()), new SamplingComponent(1, List.of("field"))),
          11);

  @Test
  void aPointDependsOnSeedAndIndexAlone() {
    double[] late = sampler.point(4_000_000_000L);
    assertThat(new DesignSampler(SPACE, sampler.mixture(), 11).point(4_000_000_000L))
        .containsExactly(late);
    assertThat(sampler.point(4_000_000_001L)).isNotEqualTo(late);
    assertThat(new DesignSampler(SPACE, sampler.mixture(), 12).point(4_000_000_000L))
        .isNotEqualTo(late);
  }

  @Test
  void pointsFillTheirBoundsEvenly() {
    double[][] points = points();
    assertThat(Arrays.stream(points)).allMatch(point -> point[0] >= 2 && point[0] <= 4);
    for (int tenth = 0; tenth < 10; tenth++) {
      double from = 2 + 0.2 * tenth;
      long inside = Arrays.stream(points).filter(p -> p[0] >= from && p[0] < from + 0.2).count();
      // Five standard deviations of a binomial share are 0.0106.
      assertThat(inside / (double) POINTS).isCloseTo(0.1, within(0.0106));
    }
  }

  @Test
  void componentsKeepTheirWeights() {
    long atReference = Arrays.stream(points()).filter(point -> point[1] == 0).count();
    assertThat(atReference / (double) POINTS).isCloseTo(0.25, within(0.0154));
  }

  @Test
  void parametersAreUncorrelated() {
    double[][] free = Arrays.stream(points()).filter(p -> p[1] != 0).toArray(double[][]::new);
    double covariance = Arrays.stream(free).mapToDouble(p -> (p[0] - 3) * p[1]).average().orElse(1);
    // The variance of each is 1/3, so 5 standard errors are 5/3 over the root of the count.
    assertThat(covariance).isCloseTo(0, within(5.0 / 3 / Math.sqrt(free.length)));
  }

  /** Data of earlier versions stay what they are, to the last bit. */
  @Test
  void uniformPointsAreThoseOfEarlierVersions() {
    for (long index : new long[] {0, 1, 17, 4_000_000_000L}) {
      UniformRandomProvider random =
          RandomSource.PHILOX_4X64.create(new long[] {11, 0, 0, 0, index, 0});
      boolean atReference = random.nextDouble() * 4 - 3 >= 0;
      double length = 2 + random.nextDouble() * 2;
      double field = -1 + random.nextDouble() * 2;
      assertThat(sampler.point(index)).containsExactly(length, atReference ? 0 : field);
    }
  }

  @Test
  void parametersFollowTheirDistributions() {
    SamplingComponent component =
        new SamplingComponent(1, List.of(), Map.of("field", new Distribution.Normal(0.9, 0.2)));
    DesignSampler normal = new DesignSampler(SPACE, List.of(component), 11);
    double[] fields =
        LongStream.range(0, POINTS).mapToDouble(index -> normal.point(index)[1]).toArray();
    NormalDistribution whole = NormalDistribution.of(0.9, 0.2);
    for (double edge : new double[] {0.5, 0.8, 0.95}) {
      double expected = whole.probability(-1, edge) / whole.probability(-1, 1);
      assertThat(Arrays.stream(fields).filter(field -> field <= edge).count() / (double) POINTS)
          .isCloseTo(expected, within(5 * Math.sqrt(expected * (1 - expected) / POINTS)));
    }
    assertThat(Arrays.stream(fields).max().orElseThrow()).isLessThanOrEqualTo(1);
    // The other parameter is drawn as if there were no distribution.
    assertThat(normal.point(5)[0]).isEqualTo(sampler.point(5)[0]);
  }

  @Test
  void aSobolSequenceKeepsPointsApart() {
    List<SamplingComponent> uniform = List.of(new SamplingComponent(1, List.of()));
    DesignSampler sobol = new DesignSampler(SPACE, uniform, PointDesign.SOBOL, 11);
    double[][] points = LongStream.range(0, 256).mapToObj(sobol::point).toArray(double[][]::new);
    DesignSampler.Points again = sobol.points();
    assertThat(again.at(200)).containsExactly(points[200]);
    assertThat(again.at(3)).containsExactly(points[3]);
    assertThat(new DesignSampler(SPACE, uniform, PointDesign.SOBOL, 12).point(3))
        .isNotEqualTo(points[3]);
    // Of 256 points one lies in each of 256 squares of the unshifted sequence: no square of twice
    // the width is empty of the shifted one. Of as many random points, e^-4 of them are.
    boolean[][] seen = new boolean[8][8];
    for (double[] point : points) {
      seen[(int) Math.min(7, (point[0] - 2) * 4)][(int) Math.min(7, (point[1] + 1) * 4)] = true;
    }
    assertThat(seen).isDeepEqualTo(all(8));
  }

  private static boolean[][] all(int size) {
    boolean[][] all = new boolean[size][size];
    Arrays.stream(all).forEach(row -> Arrays.fill(row, true));
    return all;
  }

  @Test
  void aParameterWithTwoWordsSaidOfItIsAnError() {
    SamplingComponent component =
        new SamplingComponent(1, List.of("field"), Map.of("field", new Distribution.Normal(0, 1)));
    assertThatThrownBy(() -> new DesignSampler(SPACE, List.of(component), 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data.sampling gives 'field' a distribution and the reference value; leave one out");
    SamplingComponent unknown =
        new SamplingComponent(1, List.of(), Map.of("feild", new Distribution.Normal(0, 1)));
    assertThatThrownBy(() -> new DesignSampler(SPACE, List.of(unknown), 1))
        .isInstanceOf(InputException.class)
        .hasMessage("there is no design parameter 'feild'; there are: length, field");
  }

  @Test
  void anUnknownParameterIsAnError() {
    List<SamplingComponent> mixture = List.of(new SamplingComponent(1, List.of("feild")));
    assertThatThrownBy(() -> new DesignSampler(SPACE, mixture, 1))
        .isInstanceOf(InputException.class)
        .hasMessage("there is no design parameter 'feild'; there are: length, field");
  }

  @Test
  void anEmptyMixtureIsAnError() {
    assertThatThrownBy(() -> new DesignSampler(SPACE, List.of(), 1))
        .isInstanceOf(InputException.class)
        .hasMessage("data.sampling is empty; state at least one component");
  }

  private double[][] points() {
    return LongStream.range(0, POINTS).mapToObj(sampler::point).toArray(double[][]::new);
  }
}
