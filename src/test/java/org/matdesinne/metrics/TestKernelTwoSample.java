package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TestKernelTwoSample {
  private static final Offset<Double> ROUNDING = within(1e-14);

  @Test
  void agreesWithItsDefinitionWrittenOut() {
    // The reference deviates by 2 in its first parameter and does not vary in its second.
    double[][] candidates = {{2, 1}, {6, 1}};
    double[][] reference = {{0, 1}, {4, 1}};
    KernelTwoSample test = KernelTwoSample.of(candidates, reference, 10, 1);
    // At 1, 3 and 0, 2 deviations: the reference points are 2 apart, those of both 1, 1, 1, 3.
    assertThat(test.bandwidth()).isCloseTo(2, ROUNDING);
    double within = gauss(1);
    double across = (gauss(0.5) + gauss(0.5) + gauss(0.5) + gauss(1.5)) / 4;
    assertThat(test.squaredDiscrepancy()).isCloseTo(2 * within - 2 * across, ROUNDING);
  }

  private static double gauss(double distance) {
    return Math.exp(-distance * distance / 2);
  }

  @Test
  void theKernelIsTheSameWhateverIsCompared() {
    double[][] reference = NormalPoints.of(1, 1500, 3, 0);
    double bandwidth =
        KernelTwoSample.of(NormalPoints.of(2, 900, 3, 0), reference, 100, 1).bandwidth();
    for (double[][] candidates :
        new double[][][] {NormalPoints.of(3, 900, 3, 50), NormalPoints.of(4, 30, 3, 0)}) {
      assertThat(KernelTwoSample.of(candidates, reference, 100, 1).bandwidth())
          .isEqualTo(bandwidth);
    }
    // |x - y|² / 2 of three parameters is χ² of three degrees, whose median is 2.366.
    assertThat(bandwidth).isCloseTo(Math.sqrt(2 * 2.366), within(0.05));
  }

  @Test
  void isUnbiased() {
    // Of 400 estimates of 0, each spreads by about 0.02.
    double mean =
        LongStream.range(0, 400)
            .mapToDouble(
                seed ->
                    KernelTwoSample.of(
                            NormalPoints.of(2 * seed, 30, 3, 0),
                            NormalPoints.of(2 * seed + 1, 40, 3, 0),
                            100,
                            seed)
                        .squaredDiscrepancy())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(0, within(0.003));
  }

  @Test
  void tendsToTheDiscrepancyOfTwoNormalDistributions() {
    double shift = 1.5;
    KernelTwoSample test =
        KernelTwoSample.of(
            NormalPoints.of(1, 3000, 1, shift), NormalPoints.of(2, 3000, 1, 0), 3000, 1);
    // E k(x, y) for x - y ~ N(m, 2) is σ / √(σ² + 2) · exp(-m² / 2(σ² + 2)).
    double width = test.bandwidth() * test.bandwidth() + 2;
    double exact =
        2 * test.bandwidth() / Math.sqrt(width) * (1 - Math.exp(-shift * shift / 2 / width));
    assertThat(test.squaredDiscrepancy()).isCloseTo(exact, within(0.02));
    assertThat(exact).isGreaterThan(0.2);
  }

  @Test
  void theUnitsOfTheParametersDoNotMatter() {
    double[][] candidates = NormalPoints.of(1, 50, 2, 0.5);
    double[][] reference = NormalPoints.of(2, 60, 2, 0);
    KernelTwoSample before = KernelTwoSample.of(candidates, reference, 100, 1);
    inOtherUnits(candidates);
    inOtherUnits(reference);
    KernelTwoSample after = KernelTwoSample.of(candidates, reference, 100, 1);
    assertThat(after.bandwidth()).isCloseTo(before.bandwidth(), within(1e-9));
    assertThat(after.squaredDiscrepancy()).isCloseTo(before.squaredDiscrepancy(), within(1e-9));
  }

  private static void inOtherUnits(double[][] points) {
    for (double[] point : points) {
      point[1] = 1000 * point[1] - 7;
    }
  }

  @Test
  void pointsThatAreAllTheSameDoNotDiffer() {
    double[][] same = {{4, 90}, {4, 90}, {4, 90}};
    assertThat(KernelTwoSample.of(same, same, 10, 1)).isEqualTo(new KernelTwoSample(0, 1));
  }

  @Test
  void drawsTheSamePointsFromTheSameSeed() {
    double[][] candidates = NormalPoints.of(1, 500, 2, 0);
    double[][] reference = NormalPoints.of(2, 500, 2, 0);
    KernelTwoSample first = KernelTwoSample.of(candidates, reference, 100, 1);
    assertThat(KernelTwoSample.of(candidates, reference, 100, 1)).isEqualTo(first);
    assertThat(KernelTwoSample.of(candidates, reference, 100, 2)).isNotEqualTo(first);
  }

  @Test
  void rejectsTooFewPoints() {
    assertThatThrownBy(() -> KernelTwoSample.of(new double[1][2], new double[3][2], 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot compare 1 candidates with 3 reference points; give at least two of each");
    assertThatThrownBy(() -> KernelTwoSample.of(new double[5][2], new double[3][2], 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot compare 1 candidates with 1 reference points; give at least two of each");
  }

  @Test
  void rejectsPointsOfAnotherLengthOrNotFinite() {
    assertThatThrownBy(() -> KernelTwoSample.of(new double[2][2], new double[2][3], 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 3 finite values, not [0.0, 0.0]");
    double[][] broken = {{0}, {Double.POSITIVE_INFINITY}};
    assertThatThrownBy(() -> KernelTwoSample.of(new double[2][1], broken, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point must hold 1 finite values, not [Infinity]");
  }
}
