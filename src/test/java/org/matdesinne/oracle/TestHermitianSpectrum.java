package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.matdesinne.oracle.BlochSum.Hamiltonians;

class TestHermitianSpectrum {
  private static final int SIZE = 11;
  private static final double ROUNDING = 1e-11;

  /** Σλ, Σλ² and Σλ³ are the traces of H, H² and H³, which need no eigenvalue. */
  @Test
  void keepsTheTracesOfAMatrixAndItsPowers() {
    for (int seed = 0; seed < 100; seed++) {
      Hamiltonians matrix = randomHermitian(seed);
      double[] eigenvalues = spectrum(matrix).eigenvalues();

      for (int power = 1; power <= 3; power++) {
        assertThat(powerSum(eigenvalues, power))
            .as("seed %s, power %s", seed, power)
            .isCloseTo(traceOfPower(matrix, power), within(1e-9));
      }
    }
  }

  @Test
  void findsTheEigenvaluesOfADiagonalMatrixEvenWhereTheyCoincide() {
    double[] diagonal = {3, -1, 3, 0, 2, 3, -1, 5, 0.5, -7, 0};
    Hamiltonians matrix = zero();
    for (int i = 0; i < SIZE; i++) {
      matrix.real().data[i * SIZE + i] = diagonal[i];
    }
    double[] ascending = diagonal.clone();
    Arrays.sort(ascending);

    assertThat(spectrum(matrix).eigenvalues()).containsExactly(ascending, within(ROUNDING));
  }

  @Test
  void findsTheEigenvaluesOfAnImaginaryCoupling() {
    Hamiltonians matrix = zero();
    matrix.imaginary().data[2] = 4; // row 0, column 2
    matrix.imaginary().data[2 * SIZE] = -4;

    assertThat(spectrum(matrix).eigenvalues())
        .containsExactly(new double[] {-4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4}, within(ROUNDING));
  }

  @Test
  void countsTheEigenvaluesBelowAnEnergy() {
    for (int seed = 0; seed < 100; seed++) {
      HermitianSpectrum spectrum = spectrum(randomHermitian(seed));
      double[] eigenvalues = spectrum.eigenvalues();

      assertThat(spectrum.countBelow(Double.NEGATIVE_INFINITY)).isZero();
      assertThat(spectrum.countBelow(Double.POSITIVE_INFINITY)).isEqualTo(SIZE);
      for (int i = 0; i < SIZE; i++) {
        assertThat(spectrum.countBelow(eigenvalues[i] - 1e-9)).isEqualTo(i);
        assertThat(spectrum.countBelow(eigenvalues[i] + 1e-9)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void countsNoEigenvalueAtTheEnergyItself() {
    assertThat(spectrum(zero()).countBelow(0)).isZero();
  }

  private static HermitianSpectrum spectrum(Hamiltonians matrix) {
    HermitianSpectrum spectrum = new HermitianSpectrum(SIZE);
    spectrum.decompose(matrix, 0);
    return spectrum;
  }

  private static Hamiltonians zero() {
    return new Hamiltonians(new DMatrixRMaj(1, SIZE * SIZE), new DMatrixRMaj(1, SIZE * SIZE));
  }

  private static Hamiltonians randomHermitian(int seed) {
    var random = new SplittableRandom(seed);
    Hamiltonians matrix = zero();
    for (int i = 0; i < SIZE; i++) {
      matrix.real().data[i * SIZE + i] = random.nextDouble(-3, 3);
      for (int j = 0; j < i; j++) {
        double real = random.nextDouble(-1, 1);
        double imaginary = random.nextDouble(-1, 1);
        matrix.real().data[i * SIZE + j] = real;
        matrix.real().data[j * SIZE + i] = real;
        matrix.imaginary().data[i * SIZE + j] = imaginary;
        matrix.imaginary().data[j * SIZE + i] = -imaginary;
      }
    }
    return matrix;
  }

  private static double powerSum(double[] values, int power) {
    return Arrays.stream(values).map(value -> Math.pow(value, power)).sum();
  }

  /** By multiplication of the real form [[Re, -Im], [Im, Re]], which has every eigenvalue twice. */
  private static double traceOfPower(Hamiltonians matrix, int power) {
    DMatrixRMaj real = new DMatrixRMaj(2 * SIZE, 2 * SIZE);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        real.set(i, j, matrix.real().data[i * SIZE + j]);
        real.set(SIZE + i, SIZE + j, matrix.real().data[i * SIZE + j]);
        real.set(SIZE + i, j, matrix.imaginary().data[i * SIZE + j]);
        real.set(i, SIZE + j, -matrix.imaginary().data[i * SIZE + j]);
      }
    }
    DMatrixRMaj product = CommonOps_DDRM.identity(2 * SIZE);
    for (int factor = 0; factor < power; factor++) {
      product = CommonOps_DDRM.mult(product, real, null);
    }
    return CommonOps_DDRM.trace(product) / 2;
  }
}
