package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Lattice;
import org.matdesinne.design.Vector3;

/** Mirror images of a crystal, and one crystal under two descriptions, have the same gap. */
class TestTightBindingSymmetry {
  private static final int POINTS = 300;

  /** These map the lattice sums and the k-points onto themselves: only rounding differs. */
  private static final double ROUNDING = 1e-9; // eV

  private final DesignSpace space = Mos2.space();

  private static Stream<Arguments> mirrors() {
    return Stream.of(
        mirror("a <-> b, alpha <-> beta", p -> point(p[1], p[0], p[2], p[4], p[3], p[5], p[6])),
        mirror(
            "alpha, beta -> 180 - alpha, 180 - beta",
            p -> point(p[0], p[1], p[2], 180 - p[3], 180 - p[4], p[5], p[6])),
        mirror(
            "a <-> b, alpha -> 180 - beta, beta -> 180 - alpha",
            p -> point(p[1], p[0], p[2], 180 - p[4], 180 - p[3], p[5], p[6])),
        mirror("field -> -field", p -> point(p[0], p[1], p[2], p[3], p[4], p[5], -p[6])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mirrors")
  void leavesTheGapUnderAMirror(String name, UnaryOperator<double[]> mirror) {
    TightBinding oracle = Mos2.oracle();
    for (double[] point : randomPoints()) {
      assertSameGap(oracle, point, mirror.apply(point), ROUNDING);
    }
  }

  /**
   * The threefold axis maps the square of lattice translations onto another figure, so that the sum
   * ends elsewhere in its tail. The range of the fit leaves half a step of the published labels;
   * with a wider one the symmetry is exact.
   */
  @ParameterizedTest(name = "translation range {0}: {1} eV")
  @CsvSource({"2, 5e-3", "4, 1e-9"})
  void leavesTheGapUnderTheThreefoldAxis(int range, double tolerance) {
    TightBinding oracle = Mos2.settings("translation-range = " + range).oracle(space);
    List<double[]> points = randomPoints().stream().filter(p -> contains(rotate(p))).toList();

    assertThat(points).hasSizeGreaterThan(POINTS / 4);
    for (double[] point : points) {
      assertSameGap(oracle, point, rotate(point), tolerance);
    }
  }

  @ParameterizedTest(name = "translation range {0}: {1} eV")
  @CsvSource({"2, 5e-3", "4, 1e-6"})
  void leavesTheLabelUnderEveryMapOfTheConfiguredGroup(int range, double tolerance) {
    TightBinding oracle = Mos2.settings("translation-range = " + range).oracle(space);
    List<double[]> points = randomPoints().subList(0, POINTS / 6);
    int others = 0;
    for (double[] point : points) {
      double label = oracle.gap(point).label();
      for (double[] image : space.symmetryGroup().images(point)) {
        if (contains(image)) {
          others += Arrays.equals(image, point) ? 0 : 1;
          assertThat(oracle.gap(image).label())
              .as("%s, image of %s", Arrays.toString(image), Arrays.toString(point))
              .isCloseTo(label, within(tolerance));
        }
      }
    }
    // Of the 24 maps, 8 take no other lattice vectors: their images are always inside.
    assertThat(others).isGreaterThanOrEqualTo(7 * points.size());
  }

  private static void assertSameGap(
      TightBinding oracle, double[] point, double[] image, double tolerance) {
    assertThat(image).isNotEqualTo(point);
    assertThat(oracle.gap(image).eigenvalue())
        .as("%s, image of %s", Arrays.toString(image), Arrays.toString(point))
        .isCloseTo(oracle.gap(point).eigenvalue(), within(tolerance));
  }

  private List<double[]> randomPoints() {
    var random = new SplittableRandom(7);
    return Stream.generate(() -> randomPoint(random)).limit(POINTS).toList();
  }

  private double[] randomPoint(SplittableRandom random) {
    return space.parameters().stream()
        .mapToDouble(p -> random.nextDouble(p.minimum(), p.maximum()))
        .toArray();
  }

  /** (a, b) → (b, −a−b): the same lattice with other cell vectors. */
  private static double[] rotate(double[] p) {
    Lattice lattice = Lattice.of(p[0], p[1], p[2], p[3], p[4], p[5]);
    Vector3 a = lattice.b();
    Vector3 b = lattice.a().plus(lattice.b()).times(-1);
    Vector3 c = lattice.c();
    return point(
        a.length(), b.length(), c.length(), degrees(b, c), degrees(a, c), degrees(a, b), p[6]);
  }

  private static double degrees(Vector3 one, Vector3 other) {
    return Math.toDegrees(Math.acos(one.dot(other) / (one.length() * other.length())));
  }

  private boolean contains(double[] point) {
    return IntStream.range(0, point.length)
        .allMatch(j -> space.parameters().get(j).contains(point[j]));
  }

  private static double[] point(double... parameters) {
    return parameters;
  }

  private static Arguments mirror(String name, UnaryOperator<double[]> mirror) {
    return Arguments.of(name, mirror);
  }
}
