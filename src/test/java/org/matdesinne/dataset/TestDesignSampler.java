package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
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
