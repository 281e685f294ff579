package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.surrogate.AnalyticModel;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.PropertyModel;
import org.matdesinne.surrogate.Surrogate;

class TestTeacher {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("u", "1", -2, 2, 0, Role.LATTICE, 1),
              new DesignParameter("v", "1", 60, 140, 100, Role.LATTICE, 1)));

  /** Half the rows lie on the slice u = 0, a twentieth on the slice v = 100. */
  private static Examples rows() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1L);
    double[][] x = new double[400][];
    Arrays.setAll(x, i -> new double[] {i % 2 == 0 ? 0 : random.nextDouble(-1, 1), 81 + i % 20});
    return new Examples(x, new double[x.length]);
  }

  private static Examples pseudoLabelled(Teacher teacher) {
    // Says the first parameter.
    PropertyModel first = new AnalyticModel(AnalyticModel.linear(1, 0));
    try (Surrogate surrogate = new CensoredSurrogate(first, Optional.empty(), new double[] {-10})) {
      return teacher.pseudoLabelled(
          surrogate, rows(), SPACE, RandomSource.XO_SHI_RO_256_PP.create(2L));
    }
  }

  @Test
  void labelsAsManyPointsAsItIsTold() {
    Examples pseudoLabelled = pseudoLabelled(new Teacher("dense", 10_000, 0.2, 0.5));
    assertThat(pseudoLabelled.rows()).isEqualTo(10_000);
    for (int i = 0; i < pseudoLabelled.rows(); i++) {
      assertThat(pseudoLabelled.y()[i][0]).isEqualTo((float) pseudoLabelled.x()[i][0]);
    }
  }

  @Test
  void pointsStayInTheBoxOfTheRows() {
    Ranges box = Ranges.of(rows().x());
    assertThat(Arrays.stream(pseudoLabelled(new Teacher("dense", 5000, 2, 2)).x()))
        .allMatch(point -> box.firstOutside(point) < 0);
  }

  @Test
  void noPointIsLeftOnASlice() {
    double[][] x = pseudoLabelled(new Teacher("dense", 4000, 0, 0.1)).x();
    assertThat(Arrays.stream(x)).noneMatch(point -> point[0] == 0 || point[1] == 100);
  }

  @Test
  void noiseAtTheReferenceLeavesAllOtherValuesAsTheyAre() {
    Map<Double, Double> secondOf = new HashMap<>();
    Arrays.stream(rows().x()).filter(row -> row[0] != 0).forEach(r -> secondOf.put(r[0], r[1]));
    int offBoth = 0;
    for (double[] point : pseudoLabelled(new Teacher("dense", 4000, 0, 0.1)).x()) {
      Double second = secondOf.get(point[0]);
      if (second == null) {
        // From the slice u = 0: only the first value is another.
        assertThat(point[1]).isEqualTo(Math.rint(point[1]));
      } else if (second != 100) {
        assertThat(point[1]).isEqualTo(second);
        offBoth++;
      }
    }
    assertThat(offBoth).isBetween(1650, 1950);
  }

  @Test
  void theNoiseHasTheDeviationAskedFor() {
    Examples rows = rows();
    double deviation =
        Math.sqrt(Arrays.stream(rows.x()).mapToDouble(p -> p[0] * p[0]).average().orElseThrow());
    double[][] x = pseudoLabelled(new Teacher("dense", 40_000, 0, 0.05)).x();
    double[] near =
        IntStream.range(0, x.length)
            .mapToDouble(i -> x[i][0])
            .filter(u -> Math.abs(u) < 4 * 0.05 * deviation)
            .filter(u -> Arrays.stream(rows.x()).noneMatch(row -> row[0] == u))
            .toArray();
    double found = Math.sqrt(Arrays.stream(near).map(u -> u * u).average().orElseThrow());
    assertThat(near.length).isCloseTo(20_000, within(600));
    assertThat(found).isEqualTo(0.05 * deviation, within(0.05 * 0.05 * deviation));
  }

  @Test
  void withoutNoiseItLabelsTheRowsThemselves() {
    Examples rows = rows();
    assertThat(Arrays.stream(pseudoLabelled(new Teacher("dense", 200, 0, 0)).x()))
        .allMatch(point -> Arrays.stream(rows.x()).anyMatch(row -> Arrays.equals(row, point)));
  }
}
