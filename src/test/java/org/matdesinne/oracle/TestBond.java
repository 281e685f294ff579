package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Vector3;

/** Against the table of Slater and Koster, Phys. Rev. 94, 1498 (1954). */
class TestBond {
  private static final double SIGMA = -1.3;
  private static final double PI = 0.7;
  private static final double DELTA = 0.2;
  private static final Offset<Double> ROUNDING = within(1e-14);

  private static final int Z2 = 0;
  private static final int XZ = 1;
  private static final int YZ = 2;
  private static final int X2_Y2 = 3;
  private static final int XY = 4;
  private static final int X = 0;
  private static final int Y = 1;
  private static final int Z = 2;

  private final double l = 2.0 / 7;
  private final double m = -3.0 / 7;
  private final double n = 6.0 / 7;
  private final Bond bond = Bond.along(new Vector3(l, m, n).times(2.5));

  @Test
  void hasTheDistanceOfTheAtomsAsItsLength() {
    assertThat(bond.length()).isCloseTo(2.5, ROUNDING);
  }

  @Test
  void couplesDWithDAsTheTableSays() {
    assertThat(dd(XY, XY))
        .isCloseTo(
            3 * l * l * m * m * SIGMA
                + (l * l + m * m - 4 * l * l * m * m) * PI
                + (n * n + l * l * m * m) * DELTA,
            ROUNDING);
    assertThat(dd(XY, YZ))
        .isCloseTo(
            3 * l * m * m * n * SIGMA + l * n * (1 - 4 * m * m) * PI + l * n * (m * m - 1) * DELTA,
            ROUNDING);
    assertThat(dd(XY, X2_Y2))
        .isCloseTo(
            1.5 * l * m * (l * l - m * m) * SIGMA
                + 2 * l * m * (m * m - l * l) * PI
                + 0.5 * l * m * (l * l - m * m) * DELTA,
            ROUNDING);
    double axial = n * n - (l * l + m * m) / 2;
    assertThat(dd(Z2, Z2))
        .isCloseTo(
            axial * axial * SIGMA
                + 3 * n * n * (l * l + m * m) * PI
                + 0.75 * Math.pow(l * l + m * m, 2) * DELTA,
            ROUNDING);
    assertThat(dd(XZ, Z2))
        .isCloseTo(
            Math.sqrt(3)
                * (l * n * axial * SIGMA
                    + l * n * (l * l + m * m - n * n) * PI
                    - 0.5 * l * n * (l * l + m * m) * DELTA),
            ROUNDING);
  }

  /** The table has p first and d second; from d to p the direction is opposite, and so the sign. */
  @Test
  void couplesDWithPAsTheTableSays() {
    assertThat(dp(XY, X))
        .isCloseTo(Math.sqrt(3) * l * l * m * SIGMA + m * (1 - 2 * l * l) * PI, ROUNDING);
    assertThat(dp(XY, Z))
        .isCloseTo(Math.sqrt(3) * l * m * n * SIGMA - 2 * l * m * n * PI, ROUNDING);
    assertThat(dp(X2_Y2, Y))
        .isCloseTo(
            Math.sqrt(3) / 2 * m * (l * l - m * m) * SIGMA - m * (1 + l * l - m * m) * PI,
            ROUNDING);
    assertThat(dp(Z2, Z))
        .isCloseTo(
            n * (n * n - (l * l + m * m) / 2) * SIGMA + Math.sqrt(3) * n * (l * l + m * m) * PI,
            ROUNDING);
    assertThat(dp(YZ, X)).isCloseTo(dp(XY, Z), ROUNDING);
  }

  @Test
  void couplesPWithPAsTheTableSays() {
    assertThat(bond.pp(X, X, SIGMA, PI)).isCloseTo(l * l * SIGMA + (1 - l * l) * PI, ROUNDING);
    assertThat(bond.pp(Y, Z, SIGMA, PI)).isCloseTo(m * n * (SIGMA - PI), ROUNDING);
  }

  @Test
  void keepsTheSumOfTheCouplingsInAnyDirection() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 100; i++) {
      Bond any =
          Bond.along(
              new Vector3(
                  random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1)));
      double sum = 0;
      for (int a = 0; a < Bond.D_ORBITALS; a++) {
        sum += any.dd(a, a, SIGMA, PI, DELTA);
      }
      assertThat(sum).isCloseTo(SIGMA + 2 * PI + 2 * DELTA, ROUNDING);
    }
  }

  private double dd(int a, int b) {
    return bond.dd(a, b, SIGMA, PI, DELTA);
  }

  private double dp(int a, int axis) {
    return bond.dp(a, axis, SIGMA, PI);
  }
}
