package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestKPoint {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4", "6, 20", "9, 41"})
  void gridHoldsEveryPointOrItsOppositeOnce(int size, int count) {
    List<KPoint> grid = KPoint.grid(size);

    assertThat(grid).hasSize(count).contains(new KPoint(0, 0));
    Set<List<Long>> covered = new HashSet<>();
    for (KPoint point : grid) {
      long i = Math.round(point.k1() * size);
      long j = Math.round(point.k2() * size);
      covered.add(List.of(i, j));
      covered.add(List.of(Math.floorMod(-i, (long) size), Math.floorMod(-j, (long) size)));
    }
    assertThat(covered).hasSize(size * size);
  }
}
