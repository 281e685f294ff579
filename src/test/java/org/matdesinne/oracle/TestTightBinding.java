package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.oracle.BlochSum.Hamiltonians;

class TestTightBinding {
  private static final int ORBITALS = HoppingBlocks.ORBITALS;
  private static final double ROUNDING = 1e-12;

  private final TightBinding oracle = Mos2.oracle();
  private final double[] strained = {2.9, 3.3, 12.9, 84, 97, 126, 0.4};

  @Test
  void hamiltonianIsHermitianAtAnyMomentum() {
    var random = new SplittableRandom(11);
    List<KPoint> momenta =
        IntStream.range(0, 50)
            .mapToObj(i -> new KPoint(random.nextDouble(-1, 1), random.nextDouble(-1, 1)))
            .toList();

    Hamiltonians hamiltonians = oracle.hamiltonians(strained, momenta);
    for (int k = 0; k < momenta.size(); k++) {
      for (int i = 0; i < ORBITALS; i++) {
        for (int j = 0; j < ORBITALS; j++) {
          int there = i * ORBITALS + j;
          int back = j * ORBITALS + i;
          assertThat(hamiltonians.real().get(k, there))
              .isCloseTo(hamiltonians.real().get(k, back), within(ROUNDING));
          assertThat(hamiltonians.imaginary().get(k, there))
              .isCloseTo(-hamiltonians.imaginary().get(k, back), within(ROUNDING));
        }
      }
    }
  }

  /** All k-points and all their eigenvalues, without the short cuts. */
  @Test
  void gapIsThatOfTheWholeGrid() {
    List<KPoint> grid =
        IntStream.range(0, 81)
            .mapToObj(i -> new KPoint(Math.floorDiv(i, 9) / 9.0, i % 9 / 9.0))
            .toList();
    Hamiltonians hamiltonians = oracle.hamiltonians(strained, grid);
    var spectrum = new HermitianSpectrum(ORBITALS);
    double highestFilled = Double.NEGATIVE_INFINITY;
    double lowestEmpty = Double.POSITIVE_INFINITY;
    for (int k = 0; k < grid.size(); k++) {
      spectrum.decompose(hamiltonians, k);
      double[] bands = spectrum.eigenvalues();
      highestFilled = Math.max(highestFilled, bands[6]);
      lowestEmpty = Math.min(lowestEmpty, bands[7]);
    }

    assertThat(oracle.gap(strained).eigenvalue())
        .isCloseTo(lowestEmpty - highestFilled, within(1e-10));
  }

  @Test
  void labelIsTheEigenvalueGapLessItsOffsetAndNeverNegative() {
    BandGap wide = Mos2.settings("label-offset = 0.25").oracle(Mos2.space()).gap(strained);
    BandGap closed = Mos2.settings("label-offset = 25").oracle(Mos2.space()).gap(strained);

    assertThat(wide.eigenvalue()).isGreaterThan(0.25);
    assertThat(wide.label()).isCloseTo(wide.eigenvalue() - 0.25, within(ROUNDING));
    assertThat(closed.label()).isZero();
    assertThat(closed.eigenvalue()).isEqualTo(wide.eigenvalue());
  }

  @Test
  void givesEveryThreadTheSameGap() {
    double expected = oracle.gap(strained).eigenvalue();

    assertThat(
            IntStream.range(0, 500)
                .parallel()
                .mapToDouble(i -> oracle.gap(strained).eigenvalue())
                .distinct()
                .toArray())
        .containsExactly(expected);
  }

  @Test
  void givesTheSameGapAfterTheWayToAnotherProcess() throws IOException, ClassNotFoundException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(oracle);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TightBinding arrived = (TightBinding) in.readObject();
      assertThat(arrived.gap(strained)).isEqualTo(oracle.gap(strained));
    }
  }

  @Test
  void rejectsAPointWithoutACell() {
    double[] point = {3.16, 3.16, 12.3, 20, 30, 120, 0};

    assertThatThrownBy(() -> oracle.gap(point))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cell angles alpha = 20.0, beta = 30.0, gamma = 120.0 degrees");
  }
}
