package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestConfinement {
  private static final Ranges SEEN = new Ranges(new double[] {2, 90, -1}, new double[] {4, 90, 1});

  @ParameterizedTest(name = "{0}..{1}: {2}")
  @CsvSource({
    "-1, 1, false",
    "-0.5, 0.5, false",
    "-0.03, 0.03, false",
    "-0.01, 0.01, true",
    "0, 0, true",
    "1, 1, true",
  })
  void aLimitIsHeldAgainstDrawsUntilItIsThin(double least, double greatest, boolean confined) {
    Ranges allowed = new Ranges(new double[] {2, 90, least}, new double[] {4, 90, greatest});
    Confinement confinement = Confinement.of(SEEN, allowed);
    assertThat(confinement.confined()).isEqualTo(confined ? new int[] {1, 2} : new int[] {1});
  }

  @Test
  void aConstantStaysWhatItIsToTheLastBit() {
    double[] drawn = {3, 90.000_2, 0.3};
    assertThat(Confinement.of(SEEN, SEEN).confine(drawn)).containsExactly(3, 90, 0.3);
    assertThat(drawn).containsExactly(3, 90.000_2, 0.3);
  }

  @Test
  void drawsBesideAThinRangeFillItAndThoseInsideStay() {
    Ranges allowed = new Ranges(new double[] {2, 90, 0.5}, new double[] {4, 90, 0.51});
    Confinement confinement = Confinement.of(SEEN, allowed);
    assertThat(confinement.confine(new double[] {3, 90, 0.504})[2]).isEqualTo(0.504);
    for (double drawn = -1; drawn <= 1; drawn += 0.0137) {
      double[] inside = confinement.confine(new double[] {3, 90, drawn});
      assertThat(allowed.firstOutside(inside)).isEqualTo(-1);
    }
    assertThat(confinement.confine(new double[] {3, 90, 0.4})[2])
        .isNotEqualTo(confinement.confine(new double[] {3, 90, 0.3955})[2]);
  }

  @Test
  void whatRoundingCannotTellApartIsConfined() {
    Ranges seen = new Ranges(new double[] {90, 0}, new double[] {90.000_05, 1});
    assertThat(Confinement.of(seen, seen).confined()).containsExactly(0);
  }

  @Test
  void limitsThatTogetherLeaveNextToNothingConfineAllOfThem() {
    double[] zero = new double[7];
    double[] one = {1, 1, 1, 1, 1, 1, 1};
    Ranges seen = new Ranges(zero, one);
    Ranges quarter = new Ranges(zero, new double[] {0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 1});
    Ranges fifth = new Ranges(zero, new double[] {0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 1});
    assertThat(Confinement.of(seen, quarter).isEmpty()).isTrue();
    assertThat(Confinement.of(seen, fifth).confined()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void whatIsNotANumberStaysThat() {
    double[] confined = Confinement.of(SEEN, SEEN).confine(new double[] {3, Double.NaN, 0});
    assertThat(confined[1]).isNaN();
  }
}
