package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.SharedData;

/** Against an independent implementation of the same model, and against the published labels. */
class TestTightBindingReference {
  private static final double AGREEMENT = 1e-6; // eV
  private final TightBinding oracle = Mos2.oracle();

  @Test
  void gapsAgreeWithAnIndependentImplementation() throws IOException {
    double[][] points = Csv.read(SharedData.path("golden/tight-binding/x.csv"));
    double[] gaps = Csv.column(SharedData.path("golden/tight-binding/eigenvalue_gap.csv"));
    double[] labels = Csv.column(SharedData.path("golden/tight-binding/label.csv"));

    assertThat(gaps).hasSameSizeAs(points).hasSameSizeAs(labels).isNotEmpty();
    for (int row = 0; row < points.length; row++) {
      BandGap gap = oracle.gap(points[row]);
      assertThat(gap.eigenvalue()).as("row %s", row).isCloseTo(gaps[row], within(AGREEMENT));
      assertThat(gap.label()).as("row %s", row).isCloseTo(labels[row], within(AGREEMENT));
    }
  }

  @Test
  void bandsAgreeWithAnIndependentImplementation() throws IOException {
    double[][] points = Csv.read(SharedData.path("golden/tight-binding/x.csv"));
    double[][] bands =
        Csv.read(SharedData.path("golden/tight-binding/eigenvalues_first5_gamma_and_third.csv"));
    List<KPoint> momenta = List.of(new KPoint(0, 0), new KPoint(1.0 / 3, 1.0 / 3));

    assertThat(bands).isNotEmpty();
    var spectrum = new HermitianSpectrum(HoppingBlocks.ORBITALS);
    for (int line = 0; line < bands.length; line++) {
      double[] point = points[line / momenta.size()];
      var hamiltonians = oracle.hamiltonians(point, momenta);
      spectrum.decompose(hamiltonians, line % momenta.size());
      assertThat(spectrum.eigenvalues())
          .as("line %s", line)
          .containsExactly(bands[line], within(AGREEMENT));
    }
  }

  @Test
  void labelsAgreeWithThePublishedCalculation() throws IOException {
    double[][] points = Csv.read(SharedData.path("datasets/mos2-pbe-2021/data_x.csv"));
    double[] labels = Csv.column(SharedData.path("datasets/mos2-pbe-2021/data_y.csv"));
    double[] calculated =
        IntStream.range(0, points.length)
            .parallel()
            .mapToDouble(row -> oracle.gap(points[row]).label())
            .toArray();

    assertThat(labels).hasSameSizeAs(points).hasSizeGreaterThanOrEqualTo(2000);
    IntStream rows = IntStream.range(0, points.length);
    double meanError =
        rows.mapToDouble(r -> Math.abs(calculated[r] - labels[r])).average().orElseThrow();
    double metalAccuracy =
        IntStream.range(0, points.length)
            .mapToDouble(row -> (calculated[row] == 0) == (labels[row] == 0) ? 1 : 0)
            .average()
            .orElseThrow();
    assertThat(meanError).as("mean absolute error (eV)").isLessThanOrEqualTo(0.035);
    assertThat(metalAccuracy).as("share told right, metal or not").isGreaterThanOrEqualTo(0.95);
  }
}
