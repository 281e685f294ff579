package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSplitter {
  private static final int POINTS = 100_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2021, -1})
  void sharesComeOutAsAsked(long seed) {
    Splitter splitter = new Splitter(seed, 0.05, 0.2);
    Map<Split, Integer> counts = new TreeMap<>();
    IntStream.range(0, POINTS)
        .forEach(i -> counts.merge(splitter.of(new double[] {i, 0}), 1, Integer::sum));
    // Five standard deviations of a binomial share are less than 0.0064.
    assertThat(share(counts, Split.TEST)).isCloseTo(0.2, within(0.0064));
    assertThat(share(counts, Split.VALIDATION)).isCloseTo(0.05, within(0.0064));
    assertThat(share(counts, Split.TRAIN)).isCloseTo(0.75, within(0.0064));
  }

  @Test
  void equalPointsShareASplit() {
    Splitter splitter = new Splitter(7, 0.3, 0.3);
    for (int i = 0; i < 1000; i++) {
      assertThat(splitter.of(new double[] {i, -0.0})).isEqualTo(splitter.of(new double[] {i, 0.0}));
    }
  }

  @Test
  void everyParameterAndTheirOrderDecide() {
    Splitter splitter = new Splitter(7, 0, 0.5);
    assertThat(agreement(i -> splitter.of(point(i, 1)), i -> splitter.of(point(i, 2))))
        .isCloseTo(0.5, within(0.01));
    assertThat(agreement(i -> splitter.of(point(i, -1)), i -> splitter.of(point(-1, i))))
        .isCloseTo(0.5, within(0.01));
  }

  @Test
  void anotherSeedIsAnotherSplit() {
    Splitter one = new Splitter(1, 0, 0.5);
    Splitter other = new Splitter(2, 0, 0.5);
    assertThat(agreement(i -> one.of(point(i, 0)), i -> other.of(point(i, 0))))
        .isCloseTo(0.5, within(0.01));
  }

  private static double[] point(double first, double second) {
    return new double[] {first, second};
  }

  private static double agreement(IntFunction<Split> one, IntFunction<Split> other) {
    return IntStream.range(0, POINTS).filter(i -> one.apply(i) == other.apply(i)).count()
        / (double) POINTS;
  }

  private static double share(Map<Split, Integer> counts, Split split) {
    return counts.get(split) / (double) POINTS;
  }
}
