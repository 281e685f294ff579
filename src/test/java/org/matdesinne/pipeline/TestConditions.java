package org.matdesinne.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Target;

class TestConditions {
  private static final Properties BOTH =
      Properties.of(new Property("a", "", null), new Property("b", "", null));
  private static final double[] SPREAD = {0.3, 0.3};

  /** b follows a. */
  private static double[][] known(int rows) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1L);
    double[][] known = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double a = random.nextDouble();
      known[i] = new double[] {a, 1 - a + 0.05 * random.nextDouble()};
    }
    return known;
  }

  private static double[][] drawn(String text, int count) {
    Target target = Target.parse(text, BOTH);
    return Conditions.of(7, List.of(target), known(5000), SPREAD).draw(target, 0, count);
  }

  @Test
  void aWantedValueOfTheOnlyPropertyNeedsNoKnownOne() {
    Target target = Target.of(0.5);
    double[][] drawn =
        Conditions.of(7, List.of(target), new double[0][], new double[] {1}).draw(target, 3, 2);
    assertThat(drawn).isDeepEqualTo(new double[][] {{0.5}, {0.5}});
  }

  @Test
  void aRangeIsDrawnFromByTheDistributionOfTheLabelsInIt() {
    double[][] drawn = drawn("a=0.2..0.4", 1000);
    assertThat(List.of(drawn))
        .allSatisfy(
            row -> {
              assertThat(row[0]).isBetween(0.2, 0.4);
              assertThat(row[1]).isBetween(1 - row[0], 1.05 - row[0]);
            });
    assertThat(Arrays.stream(drawn).mapToDouble(row -> row[0]).average().orElseThrow())
        .isBetween(0.29, 0.31);
  }

  @Test
  void besideAWantedValueTheOtherIsAsNearTheValueInTheLabels() {
    assertThat(List.of(drawn("a=0.3", 500)))
        .allSatisfy(
            row -> {
              assertThat(row[0]).isEqualTo(0.3);
              assertThat(row[1]).isBetween(0.6, 0.8);
            });
  }

  @Test
  void whereNoLabelMeetsATargetTheNearestAreMoved() {
    assertThat(List.of(drawn("a>=2, b<=0.5", 200)))
        .allSatisfy(
            row -> {
              assertThat(row[0]).isEqualTo(2);
              assertThat(row[1]).isLessThanOrEqualTo(0.5);
            });
  }

  @Test
  void aCandidatesConditionDependsOnItsNumberAlone() {
    Target target = Target.parse("a=0.2..0.4", BOTH);
    Conditions conditions = Conditions.of(7, List.of(target), known(500), SPREAD);
    double[][] all = conditions.draw(target, 0, 100);
    double[][] some = conditions.draw(target, 40, 10);
    assertThat(some).isDeepEqualTo(Arrays.copyOfRange(all, 40, 50));
    assertThat(Conditions.of(8, List.of(target), known(500), SPREAD).draw(target, 0, 100))
        .satisfies(other -> assertThat(Arrays.deepEquals(other, all)).isFalse());
  }

  @Test
  void valuesThatNeverComeTogetherAreToldFromThoseThatDo() {
    AttainedValues attained = new AttainedValues(known(3000));
    assertThat(attained.speakFor(Target.parse("a=0.3, b=0.72", BOTH), SPREAD)).isTrue();
    assertThat(attained.speakFor(Target.parse("a=0.3, b=0.2", BOTH), SPREAD)).isFalse();
    assertThat(attained.speakFor(Target.parse("a=0.3, b<=0.75", BOTH), SPREAD)).isTrue();
    assertThat(attained.speakFor(Target.parse("a=5", BOTH), SPREAD)).isFalse();
    double[] nearest = attained.nearest(Target.parse("a=0.3, b=0.2", BOTH), SPREAD);
    assertThat(nearest[0]).isBetween(0.5, 0.6);
    assertThat(nearest[1]).isBetween(0.4, 0.5);
  }
}
