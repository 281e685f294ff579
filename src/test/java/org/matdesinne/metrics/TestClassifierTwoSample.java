package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TestClassifierTwoSample {

  @Test
  void cannotTellTwoSamplesOfOneDistributionApart() {
    ClassifierTwoSample test =
        ClassifierTwoSample.of(
            NormalPoints.of(1, 4000, 3, 0), NormalPoints.of(2, 4000, 3, 0), 4000, 1);
    assertThat(test.tested()).isEqualTo(4000);
    // Three times the spread of the javadoc.
    assertThat(test.accuracy()).isCloseTo(0.5, within(1.5 / Math.sqrt(4000)));
  }

  @Test
  void comesNearTheBestClassifierOfTwoNormalDistributions() {
    ClassifierTwoSample test =
        ClassifierTwoSample.of(
            NormalPoints.of(1, 4000, 1, 2), NormalPoints.of(2, 4000, 1, 0), 4000, 1);
    // The best one splits halfway and is right with probability Φ(1) = 0.8413.
    assertThat(test.accuracy()).isCloseTo(0.8413, within(0.025));
  }

  @Test
  void alwaysTellsSamplesApartThatLieApart() {
    ClassifierTwoSample test =
        ClassifierTwoSample.of(
            NormalPoints.of(1, 51, 2, 100), NormalPoints.of(2, 900, 2, 0), 1000, 1);
    assertThat(test).isEqualTo(new ClassifierTwoSample(1, 52));
  }

  @Test
  void cannotTellCopiesOfOnePointApart() {
    // Half of the ten neighbours are of either sample: every point counts half.
    double[][] same = new double[100][2];
    assertThat(ClassifierTwoSample.of(same, same, 100, 1))
        .isEqualTo(new ClassifierTwoSample(0.5, 100));
  }

  @Test
  void deviationsAreThoseOfChance() {
    // Of 400 fair coins, 200 ± 10 are heads.
    assertThat(new ClassifierTwoSample(0.5, 400).deviations()).isZero();
    assertThat(new ClassifierTwoSample(0.55, 400).deviations()).isCloseTo(2, within(1e-12));
    assertThat(new ClassifierTwoSample(0.45, 400).deviations()).isCloseTo(-2, within(1e-12));
  }

  @Test
  void deviationsOfOneDistributionSpreadByNoMoreThanOne() {
    double meanSquare =
        LongStream.range(0, 300)
            .mapToDouble(
                seed ->
                    ClassifierTwoSample.of(
                            NormalPoints.of(2 * seed, 60, 2, 0),
                            NormalPoints.of(2 * seed + 1, 60, 2, 0),
                            60,
                            seed)
                        .deviations())
            .map(deviations -> deviations * deviations)
            .average()
            .orElseThrow();
    // Less by what neighbours that are divided take away; the estimate spreads by 0.08.
    assertThat(meanSquare).isBetween(0.6, 1.25);
  }

  @Test
  void usesNoMorePointsThanAllowed() {
    double[][] candidates = NormalPoints.of(1, 300, 2, 0);
    double[][] reference = NormalPoints.of(2, 300, 2, 0);
    ClassifierTwoSample first = ClassifierTwoSample.of(candidates, reference, 100, 1);
    assertThat(first.tested()).isEqualTo(100);
    assertThat(ClassifierTwoSample.of(candidates, reference, 100, 1)).isEqualTo(first);
    assertThat(ClassifierTwoSample.of(candidates, reference, 100, 2)).isNotEqualTo(first);
  }

  @Test
  void rejectsTooFewPoints() {
    assertThatThrownBy(() -> ClassifierTwoSample.of(new double[9][2], new double[1][2], 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot compare 9 candidates with 1 reference points; give at least two of each");
  }
}
