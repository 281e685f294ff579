package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;

class TestDistribution {
  private static final int GRID = 100_000;

  private static DesignParameter parameter(double minimum, double maximum) {
    return new DesignParameter("p", "m", minimum, maximum, minimum, new Role("any"), 1);
  }

  private static double[] values(Distribution distribution, DesignParameter parameter) {
    return IntStream.range(0, GRID)
        .mapToDouble(i -> distribution.value(parameter, (i + 0.5) / GRID))
        .toArray();
  }

  @Test
  void aWideBoxLeavesANormalDistributionAsItIs() {
    double[] values = values(new Distribution.Normal(2, 0.5), parameter(-100, 100));
    double mean = Arrays.stream(values).average().orElseThrow();
    assertThat(mean).isCloseTo(2, within(1e-6));
    assertThat(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow())
        .isCloseTo(0.25, within(1e-4));
  }

  @Test
  void whatIsCutOffGoesToTheRestInProportion() {
    DesignParameter parameter = parameter(0, 1);
    NormalDistribution whole = NormalDistribution.of(0.8, 0.5);
    double[] values = values(new Distribution.Normal(0.8, 0.5), parameter);
    assertThat(values).isSorted();
    assertThat(values[0]).isGreaterThanOrEqualTo(0);
    assertThat(values[GRID - 1]).isLessThanOrEqualTo(1);
    for (double edge : new double[] {0.2, 0.5, 0.9}) {
      assertThat(Arrays.stream(values).filter(v -> v <= edge).count() / (double) GRID)
          .isCloseTo(whole.probability(0, edge) / whole.probability(0, 1), within(2.0 / GRID));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "5, 20", "4.5, 20.5", "15, 15", "-3, 9"})
  void poissonNumbersWithinTheBoundsKeepTheirProportions(double minimum, double maximum) {
    DesignParameter parameter = parameter(minimum, maximum);
    PoissonDistribution whole = PoissonDistribution.of(15);
    double[] values = values(new Distribution.Poisson(15), parameter);
    int least = (int) Math.ceil(Math.max(0, minimum));
    int greatest = (int) Math.floor(maximum);
    double inside = whole.probability(least - 1, greatest);
    for (int k = least; k <= greatest; k++) {
      int each = k;
      assertThat(Arrays.stream(values).filter(v -> v == each).count() / (double) GRID)
          .as("%s", k)
          .isCloseTo(whole.probability(k) / inside, within(2.0 / GRID));
    }
    assertThat(Arrays.stream(values))
        .allMatch(v -> v >= least && v <= greatest && v == Math.rint(v));
  }

  @ParameterizedTest
  @CsvSource({
    "'kind = normal, mean = 0.5, deviation = 0.1'",
    "'kind = poisson, mean = 0.7'",
    "'kind = uniform'"
  })
  void theEndsOfTheQuantilesStayWithinTheBounds(String text) {
    Distribution distribution = read(text);
    DesignParameter parameter = parameter(0, 1);
    for (double quantile : new double[] {0, Math.nextUp(0.0), Math.nextDown(1.0), 1}) {
      assertThat(distribution.value(parameter, quantile)).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'kind = normal, mean = 50, deviation = 0.1', 0, 1, Normal[mean=50.0",
    "'kind = poisson, mean = 100', 0, 1, Poisson[mean=100.0]",
    "'kind = poisson, mean = 1', 0.2, 0.8, Poisson[mean=1.0]",
    "'kind = poisson, mean = 1', -5, -1, Poisson[mean=1.0]"
  })
  void aDistributionThatLiesElsewhereIsAnError(
      String text, double minimum, double maximum, String name) {
    assertThatThrownBy(() -> read(text).requireInside(parameter(minimum, maximum)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data.sampling gives 'p' the distribution " + name)
        .hasMessageContaining("of which hardly anything lies between " + minimum);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind = normal, mean = 1, deviation = 0 | 'deviation' is 0 (String: 1); it must be above 0",
        "kind = poisson, mean = -1 | it must be above 0",
        "kind = cauchy | allowed: uniform, normal, poisson",
        "kind = uniform, mean = 2 | unknown configuration key 'mean'"
      })
  void wrongSettingsAreErrors(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private static Distribution read(String text) {
    return Section.read(ConfigFactory.parseString(text), Distribution::from);
  }
}
