package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestBestOf {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 11, 12})
  void averagesTheLeastErrorOverEveryChoice(int draws) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(draws);
    double[] errors = random.doubles(12).toArray();
    errors[7] = errors[3];
    double byChoice =
        IntStream.range(0, 1 << errors.length)
            .filter(choice -> Integer.bitCount(choice) == draws)
            .mapToDouble(choice -> least(errors, choice))
            .average()
            .orElseThrow();
    assertThat(BestOf.error(errors, draws)).isCloseTo(byChoice, within(1e-14));
  }

  private static double least(double[] errors, int choice) {
    return IntStream.range(0, errors.length)
        .filter(i -> (choice >> i & 1) == 1)
        .mapToDouble(i -> errors[i])
        .min()
        .orElseThrow();
  }

  @Test
  void oneDrawHasTheMeanErrorAndAllDrawsTheLeast() {
    double[] errors = {4, 1, 7};
    assertThat(BestOf.error(errors, 1)).isCloseTo(4, within(1e-15));
    assertThat(BestOf.error(errors, 3)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 50, 5_000, 1_000_000})
  void isExactForAMillionErrors(int draws) {
    // The least of T of the numbers 1 to n is (n + 1) / (T + 1) on average.
    int count = 1_000_000;
    double[] errors = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    double expected = (count + 1.0) / (draws + 1.0);
    assertThat(BestOf.error(errors, draws)).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void leavesTheErrorsInTheirOrder() {
    double[] errors = {3, 1, 2};
    BestOf.error(errors, 2);
    assertThat(errors).containsExactly(3, 1, 2);
  }

  @Test
  void rejectsMoreDrawsThanErrorsAndNoDraw() {
    assertThatThrownBy(() -> BestOf.error(new double[4], 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot draw 5 of 4 errors; draw at least one and at most all");
    assertThatThrownBy(() -> BestOf.error(new double[4], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot draw 0 of 4 errors; draw at least one and at most all");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.5})
  void rejectsWhatIsNoAbsoluteError(double error) {
    double[] errors = {1, error, 2};
    assertThatThrownBy(() -> BestOf.error(errors, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an absolute error must be finite and not negative, not " + error);
  }
}
