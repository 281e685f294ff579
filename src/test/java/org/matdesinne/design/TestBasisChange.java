package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

class TestBasisChange {
  private static final List<String> NAMES =
      List.of("a", "b", "c", "alpha", "beta", "gamma", "field");
  private static final String CELL = "cell = [a, b, c, alpha, beta, gamma], ";

  private static Symmetry read(String inside) {
    return Section.read(
        ConfigFactory.parseString("basis-change { " + inside + " }"),
        section -> Symmetry.from(section, NAMES));
  }

  private static Symmetry threefold() {
    return read(CELL + "matrix = [[0, 1, 0], [-1, -1, 0], [0, 0, 1]]");
  }

  @Test
  void newVectorsAreSumsOfTheOld() {
    Symmetry threefold = threefold();
    for (double[] p : Mos2Space.points(200, RandomSource.XO_SHI_RO_256_PP.create(5L))) {
      Lattice lattice = Lattice.of(p[0], p[1], p[2], p[3], p[4], p[5]);
      Vector3 a = lattice.b();
      Vector3 b = lattice.a().plus(lattice.b()).times(-1);
      Vector3 c = lattice.c();
      double[] expected = {
        a.length(), b.length(), c.length(), degrees(b, c), degrees(a, c), degrees(a, b), p[6]
      };
      assertThat(threefold.apply(p)).containsExactly(expected, within(1e-9));
    }
  }

  private static double degrees(Vector3 one, Vector3 other) {
    return Math.toDegrees(Math.acos(one.dot(other) / (one.length() * other.length())));
  }

  @Test
  void rightAnglesStayRightToTheLastBit() {
    double[] image = threefold().apply(new double[] {3.1, 3.3, 12, 90, 90, 120, 0});
    assertThat(image[3]).isEqualTo(90);
    assertThat(image[4]).isEqualTo(90);
    double[] still = {3.16, 3.16, 12.3, 90, 90, 120, 0};
    assertThat(threefold().apply(still)).containsExactly(still, within(1e-13));
  }

  @Test
  void aTurnOfAnObliqueCellExchangesItsParameters() {
    // Three right-handed vectors that change places: an exchange of parameters, but for the way.
    Symmetry turn = read(CELL + "matrix = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]");
    double[] point = {3, 4, 5, 80, 95, 110, 0.5};
    assertThat(turn.apply(point))
        .containsExactly(new double[] {4, 5, 3, 95, 110, 80, 0.5}, within(1e-12));
  }

  @Test
  void rejectsWhatIsNoChangeOfVectors() {
    assertThatThrownBy(() -> read(CELL + "matrix = [[2, 0, 0], [0, 1, 0], [0, 0, 1]]"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("has the determinant 2: 1 or -1 keeps the lattice");
    assertThatThrownBy(() -> read(CELL + "matrix = [[1, 0], [0, 1]]"))
        .isInstanceOf(InputException.class)
        .hasMessage("the matrix of a basis change is [[1, 0], [0, 1]]; give 3 rows of 3");
    assertThatThrownBy(() -> read(CELL + "matrix = [1, 0, 0]"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'basis-change.matrix'");
    assertThatThrownBy(() -> read("cell = [a, b, c, alpha, beta, beta], matrix = []"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("a basis change needs six parameters");
    assertThatThrownBy(() -> read("cell = [x], matrix = []"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there are: a, b, c, alpha, beta, gamma, field");
  }
}
