package org.matdesinne.oracle;

import java.util.Arrays;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.decompose.hessenberg.TridiagonalDecompositionHouseholder_ZDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;
import org.matdesinne.oracle.BlochSum.Hamiltonians;

/**
 * The eigenvalues of small complex Hermitian matrices, one matrix after the other.
 *
 * <p>Householder steps make a matrix tridiagonal. Then a Sturm sequence counts eigenvalues below an
 * energy, which is cheap, and QR steps find them all. Keeps its working memory, so it belongs to
 * one thread.
 */
final class HermitianSpectrum {
  private final int size;
  private final ZMatrixRMaj matrix;
  private final double[] complexDiagonal;
  private final double[] complexOffDiagonal;
  private final double[] diagonal;
  private final double[] offDiagonal;
  private final TridiagonalDecompositionHouseholder_ZDRM householder =
      new TridiagonalDecompositionHouseholder_ZDRM();
  private final SymmetricQrAlgorithm_DDRM qr = new SymmetricQrAlgorithm_DDRM();

  /** For matrices of {@code size} rows. */
  HermitianSpectrum(int size) {
    this.size = size;
    matrix = new ZMatrixRMaj(size, size);
    complexDiagonal = new double[2 * size];
    complexOffDiagonal = new double[2 * size];
    diagonal = new double[size];
    offDiagonal = new double[size];
    qr.setFastEigenvalues(true);
  }

  /** Takes the matrix number {@code k}, of which the upper triangle is read. */
  void decompose(Hamiltonians hamiltonians, int k) {
    int elements = size * size;
    for (int i = 0; i < elements; i++) {
      matrix.data[2 * i] = hamiltonians.real().data[k * elements + i];
      matrix.data[2 * i + 1] = hamiltonians.imaginary().data[k * elements + i];
    }
    householder.decompose(matrix);
    householder.getDiagonal(complexDiagonal, complexOffDiagonal);
    for (int i = 0; i < size; i++) {
      diagonal[i] = complexDiagonal[2 * i];
      // A unitary change of phases makes the off-diagonal real and leaves the eigenvalues.
      double real = complexOffDiagonal[2 * i];
      double imaginary = complexOffDiagonal[2 * i + 1];
      offDiagonal[i] = Math.sqrt(real * real + imaginary * imaginary);
    }
  }

  /**
   * How many eigenvalues lie below {@code energy}, by Sylvester's law of inertia: as many as there
   * are negative pivots.
   */
  int countBelow(double energy) {
    int count = 0;
    double pivot = 1;
    for (int i = 0; i < size; i++) {
      double coupling = i == 0 ? 0 : offDiagonal[i - 1];
      pivot = diagonal[i] - energy - coupling * coupling / pivot;
      if (pivot == 0) {
        pivot = Double.MIN_NORMAL; // an eigenvalue at the energy itself is not below it
      }
      if (pivot < 0) {
        count++;
      }
    }
    return count;
  }

  /** All eigenvalues, ascending: (size). */
  double[] eigenvalues() {
    double[] eigenvalues = diagonal.clone();
    if (!qr.process(size, eigenvalues, offDiagonal.clone())) {
      throw new IllegalStateException("the eigenvalues of a Hermitian matrix do not converge");
    }
    Arrays.sort(eigenvalues);
    return eigenvalues;
  }
}
