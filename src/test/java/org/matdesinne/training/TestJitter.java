package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TestJitter {
  private static final double[] REFERENCE = {0, 90};

  private static double[][] jittered(Jitter jitter, double[]... points) {
    return jitter.apply(points, RandomSource.XO_SHI_RO_256_PP.create(1L));
  }

  @Test
  void onlyWhatStandsAtItsReferenceIsMovedOffTheSheet() {
    Jitter jitter = new Jitter(new double[] {0, 0}, new double[] {0.1, 2}, REFERENCE);
    double[][] moved = jittered(jitter, new double[] {0.5, 90}, new double[] {-0.0, 80});
    assertThat(moved[0][0]).isEqualTo(0.5);
    assertThat(moved[0][1]).isNotEqualTo(90).isBetween(80.0, 100.0);
    assertThat(moved[1][0]).isNotEqualTo(0).isBetween(-0.5, 0.5);
    assertThat(moved[1][1]).isEqualTo(80);
  }

  @Test
  void noiseHasTheDeviationAskedFor() {
    Jitter jitter = new Jitter(new double[] {0.3, 0}, new double[] {0, 5}, REFERENCE);
    double[][] rows = new double[4000][];
    Arrays.setAll(rows, i -> new double[] {1, 90});
    double[][] moved = jittered(jitter, rows);
    assertThat(deviation(moved, 0, 1)).isBetween(0.285, 0.315);
    assertThat(deviation(moved, 1, 90)).isBetween(4.75, 5.25);
    assertThat(rows[0]).containsExactly(1, 90);
  }

  private static double deviation(double[][] rows, int column, double mean) {
    double sum = 0;
    for (double[] row : rows) {
      sum += (row[column] - mean) * (row[column] - mean);
    }
    return Math.sqrt(sum / rows.length);
  }
}
