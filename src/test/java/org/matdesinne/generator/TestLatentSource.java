package org.matdesinne.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestLatentSource {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final LatentSource source = new LatentSource(7);

  @Test
  void aCandidateHasTheSameLatentHoweverTheDrawsAreCut() {
    double[][] whole = source.draw(LatentSource.key(0.5), 0, 100, 7);
    double[][] part = source.draw(LatentSource.key(0.5), 40, 20, 7);
    assertThat(part).isDeepEqualTo(Arrays.copyOfRange(whole, 40, 60));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16})
  void theStepsThatWereFoundBeforeAreThoseOfTheSearch(int dimension) {
    assertThat(LatentSource.steps(dimension))
        .hasSize(dimension)
        .isEqualTo(LatentSource.separatedSteps(dimension));
  }

  @Test
  void seedTargetAndIndexAllMatter() {
    double[] latent = source.draw(LatentSource.key(0.5), 3, 1, 7)[0];
    assertThat(new LatentSource(8).draw(LatentSource.key(0.5), 3, 1, 7)[0]).doesNotContain(latent);
    assertThat(source.draw(LatentSource.key(1.0), 3, 1, 7)[0]).doesNotContain(latent);
    assertThat(source.draw(LatentSource.key(0.5), 4, 1, 7)[0]).doesNotContain(latent);
  }

  @Test
  void latentsAreStandardNormal() {
    standardNormal(
        Arrays.stream(source.draw(LatentSource.key(0), 0, 20_000, 7))
            .flatMapToDouble(Arrays::stream)
            .toArray());
  }

  @Test
  void anyOneLatentIsStandardNormalOverTheSeeds() {
    standardNormal(
        LongStream.range(0, 20_000)
            .mapToObj(seed -> new LatentSource(seed).draw(LatentSource.key(0.5), 3, 1, 7)[0])
            .flatMapToDouble(Arrays::stream)
            .toArray());
  }

  @ParameterizedTest
  @CsvSource({"1, 0.35", "2, 0.9", "7, 2.1"})
  void latentsKeepApart(int dimension, double share) {
    int count = 10_000;
    double[][] cube =
        Arrays.stream(source.draw(LatentSource.key(0.5), 1L << 40, count, dimension))
            .map(z -> Arrays.stream(z).map(NORMAL::cumulativeProbability).toArray())
            .toArray(double[][]::new);
    // Two latents differ as the first one and another do. Of independent ones the closest two are a
    // ten thousandth, a hundredth, a half of this apart.
    double least =
        Arrays.stream(cube).skip(1).mapToDouble(p -> distance(cube[0], p)).min().orElseThrow();
    assertThat(least).isGreaterThan(share * Math.pow(count, -1.0 / dimension));
  }

  private static void standardNormal(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    double tail = Arrays.stream(values).filter(v -> Math.abs(v) > 1.959964).count();
    assertThat(mean).isCloseTo(0, within(0.01));
    assertThat(variance).isCloseTo(1, within(0.02));
    assertThat(tail / values.length).isCloseTo(0.05, within(0.003));
  }

  /** In a cube that repeats itself. */
  private static double distance(double[] left, double[] right) {
    return IntStream.range(0, left.length)
        .mapToDouble(j -> Math.abs(left[j] - right[j]))
        .map(difference -> Math.min(difference, 1 - difference))
        .sum();
  }
}
