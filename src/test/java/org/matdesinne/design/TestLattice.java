package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

class TestLattice {
  private static final double ROUNDING = 1e-12;

  @Test
  void hasTheLengthsAndAnglesItWasMadeFrom() {
    Lattice lattice = Lattice.of(2.9, 3.4, 11.5, 84, 97, 126);

    assertThat(lattice.a().length()).isCloseTo(2.9, within(ROUNDING));
    assertThat(lattice.b().length()).isCloseTo(3.4, within(ROUNDING));
    assertThat(lattice.c().length()).isCloseTo(11.5, within(ROUNDING));
    assertThat(degreesBetween(lattice.b(), lattice.c())).isCloseTo(84, within(1e-10));
    assertThat(degreesBetween(lattice.a(), lattice.c())).isCloseTo(97, within(1e-10));
    assertThat(degreesBetween(lattice.a(), lattice.b())).isCloseTo(126, within(1e-10));
  }

  @Test
  void laysAAlongXAndBInThePlane() {
    Lattice lattice = Lattice.of(2.9, 3.4, 11.5, 84, 97, 126);

    assertThat(lattice.a()).isEqualTo(new Vector3(2.9, 0, 0));
    assertThat(lattice.b().y()).isPositive();
    assertThat(lattice.b().z()).isZero();
    assertThat(lattice.c().z()).isPositive();
  }

  @Test
  void turnsFractionalIntoCartesian() {
    Lattice lattice = Lattice.of(2, 3, 5, 90, 90, 90);

    Vector3 place = lattice.cartesian(new Vector3(0.5, 2, -1));

    assertThat(place.minus(new Vector3(1, 6, -5)).length()).isLessThan(ROUNDING);
  }

  @ParameterizedTest
  @CsvSource({
    "60, 50, 120", // one above the sum of the others
    "60, 60, 120", // flat
    "120, 120, 120", // flat
    "130, 130, 130",
    "-90, 90, 120",
    "0, 90, 90",
    "NaN, 90, 120"
  })
  void rejectsAnglesThatSpanNoCell(double alpha, double beta, double gamma) {
    assertThatThrownBy(() -> Lattice.of(3, 3, 12, alpha, beta, gamma))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "cell angles alpha = %s, beta = %s, gamma = %s degrees span no cell; each must be above"
                + " 0 and below the sum of the other two, all three below 360",
            alpha, beta, gamma);
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 12", "3, -3, 12", "3, 3, NaN", "3, Infinity, 12"})
  void rejectsLengthsThatAreNoLengths(double a, double b, double c) {
    assertThatThrownBy(() -> Lattice.of(a, b, c, 90, 90, 120))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "cell lengths a = %s, b = %s, c = %s: each must be above 0 and finite", a, b, c);
  }

  private static double degreesBetween(Vector3 one, Vector3 other) {
    return Math.toDegrees(Math.acos(one.dot(other) / (one.length() * other.length())));
  }
}
