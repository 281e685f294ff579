package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

class TestTarget {
  private static final double NONE = Double.NEGATIVE_INFINITY;
  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final Properties ONE = Properties.of(new Property("gap", "eV", 0));
  private static final Properties SEVERAL =
      Properties.of(
          new Property("gap", "eV", 0),
          new Property("gap (optical)", "eV", null),
          new Property("cost", "", null));

  @Test
  void aNumberIsAValueOfTheFirstProperty() {
    assertThat(Target.parse("0.5", ONE)).isEqualTo(Target.of(0.5));
    assertThat(Target.parse(" gap = 0.5 eV ", ONE)).isEqualTo(Target.of(0.5));
    assertThat(Target.parse("-0", ONE).label()).isEqualTo("0.0");
    Target first = Target.parse("1e-1", SEVERAL);
    assertThat(first.label()).isEqualTo("gap=0.1");
    assertThat(first.goals()).containsExactly(Goal.of(0.1), Goal.FREE, Goal.FREE);
    assertThat(first.isPoint()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gap=1.2..1.4                     | 1.2 | 1.4 | gap=1.2..1.4",
        "gap=1..2                         | 1   | 2   | gap=1.0..2.0",
        "gap = -1e-1 .. +.5               | -0.1| 0.5 | gap=-0.1..0.5",
        "gap<=0.35                        | -Infinity | 0.35 | gap<=0.35",
        "gap ≥ 2 eV                       | 2   | Infinity | gap>=2.0",
        "gap>=1, gap<=2                   | 1   | 2   | gap=1.0..2.0",
        "\"gap\"=3+-0.1                   | 3   | 3   | gap=3.0+-0.1",
        "`gap` = 3 ± 0.1 eV               | 3   | 3   | gap=3.0+-0.1",
      })
  void aGoalIsAValueARangeOrALimit(String text, double lower, double upper, String label) {
    Target target = Target.parse(text, ONE);
    assertThat(target.goals().get(0).lower()).isEqualTo(lower);
    assertThat(target.goals().get(0).upper()).isEqualTo(upper);
    assertThat(target.label()).isEqualTo(label);
    assertThat(Target.parse(label, ONE)).isEqualTo(target);
    assertThat(target.number()).isEmpty();
  }

  @Test
  void aUnitMayBeAComma() {
    Properties odd =
        Properties.of(new Property("a [,]", ",", null), new Property("b", "units", null));
    Target target = Target.parse("a [,]=0.5, b=2", odd);
    assertThat(target.goals()).containsExactly(Goal.of(0.5), Goal.of(2));
    assertThat(Target.parse("a [,]=0.5 ,, b=2 units", odd)).isEqualTo(target);
  }

  @Test
  void severalGoalsStandInTheOrderOfTheProperties() {
    Target target = Target.parse("cost<=3, gap (optical)=1..2, gap=0.5", SEVERAL);
    assertThat(target.label()).isEqualTo("gap=0.5, gap (optical)=1.0..2.0, cost<=3.0");
    assertThat(target.goals()).containsExactly(Goal.of(0.5), new Goal(1, 2), new Goal(NONE, 3));
    assertThat(Target.parse(target.label(), SEVERAL)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | begins with the name of no property; there are: gap",
        "band=1      | 'band=1' begins with the name of no property; there are: gap; write",
        "gap         | begins with the name of no property",
        "gap=        | cannot read '='",
        "gap=1..     | cannot read '.'",
        "gap=2..1    | no value is from 2.0 to 1.0; give the lesser end first",
        "gap=1,      | '' begins with the name of no property",
        "gap=1 nm    | cannot read 'nm'",
        "gap=1+-0    | the tolerance is 0; it must be above 0",
        "gap=1+--1   | the tolerance is -1; it must be above 0",
        "gap=1e999   | 1e999 is no finite number",
        "gap>=2, gap<=1 | gap: no value is from 2.0 to 1.0",
        "gap=NaN     | cannot read '=NaN'",
      })
  void whatIsNoTargetIsNamed(String text, String message) {
    assertThatThrownBy(() -> Target.parse(text, ONE))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("target '" + text + "'")
        .hasMessageContaining(message);
  }

  @Test
  void whatLiesBelowAFloorIsImpossible() {
    ONE.requirePossible(Target.parse("gap=-1..0.1", ONE));
    ONE.requirePossible(Target.parse("gap<=0", ONE));
    assertThatThrownBy(() -> ONE.requirePossible(Target.parse("gap<=-0.5", ONE)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "target -0.5 eV lies below property.minimum, 0.0 eV: no gap is so small; choose 0.0 or"
                + " more, or fix property.minimum (null where there is no least value)");
  }

  @Test
  void distancesAreToTheNearestWantedValue() {
    Target target = Target.parse("gap=0.5, cost<=3", SEVERAL);
    assertThat(target.missedBy(new double[] {0.75, 17, 5})).containsExactly(0.25, 0, 2);
    assertThat(target.nearest(new double[] {0.75, 17, 5})).containsExactly(0.5, 17, 3);
    assertThat(target.missedBy(new double[] {Double.NaN, 0, 0})[0]).isNaN();
  }

  @Test
  void numbersComeFirstAndByTheirSize() {
    assertThat(Stream.of("b=1.0", "10.0", "a<=2.0", "2.0", "-1.0E-5").sorted(Target.LABELS))
        .containsExactly("-1.0E-5", "2.0", "10.0", "a<=2.0", "b=1.0");
  }

  @Test
  void namesDifferAndThereIsOne() {
    assertThatThrownBy(() -> new Properties(List.of()))
        .isInstanceOf(InputException.class)
        .hasMessage("property is an empty list; name at least one property");
    assertThatThrownBy(
            () -> Properties.of(new Property("a", "m", null), new Property("a", "s", null)))
        .isInstanceOf(InputException.class)
        .hasMessage("property names 'a' twice");
    assertThat(ANY).isEqualTo(Goal.FREE.upper());
  }
}
