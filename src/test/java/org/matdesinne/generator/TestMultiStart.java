package org.matdesinne.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;

class TestMultiStart {
  @Test
  void startsAreSpreadEvenlyOverTheRanges() {
    Ranges ranges = Ranges.of(new double[][] {{-1, 10}, {3, 30}});
    MultiStart starts = new MultiStart(ranges);
    double[][] points =
        starts.generate(new LatentSource(1).draw(LatentSource.key(0.5), 0, 4000, 2), 0.5);
    for (int j = 0; j < 2; j++) {
      int column = j;
      double least = ranges.minimum()[j];
      double quarter = (ranges.maximum()[j] - least) / 4;
      assertThat(Arrays.stream(points).allMatch(p -> ranges.firstOutside(p) < 0)).isTrue();
      for (int k = 0; k < 4; k++) {
        double from = least + k * quarter;
        long inside =
            Arrays.stream(points)
                .filter(p -> p[column] >= from && p[column] < from + quarter)
                .count();
        assertThat(inside).isBetween(900L, 1100L);
      }
    }
  }
}
