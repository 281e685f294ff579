package org.matdesinne.oracle;

import java.util.Arrays;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.decompose.hessenberg.TridiagonalDecompositionHouseholder_ZDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;
import org.matdesinne.oracle.BlochSum.Hamiltonians;

/**
 * Eigenvalues of small complex Hermitian matrices: Householder tridiagonalisation, then QR steps
 * with implicit shifts. Keeps its working memory, so it belongs to one thread.
 */
final class HermitianEigenvalues {
  private final int size;
  private final ZMatrixRMaj matrix;
  private final double[] complexDiagonal;
  private final double[] complexOffDiagonal;
  private final double[] diagonal;
  private final double[] offDiagonal;
  private final TridiagonalDecompositionHouseholder_ZDRM tridiagonalisation =
      new TridiagonalDecompositionHouseholder_ZDRM();
  private final SymmetricQrAlgorithm_DDRM qr = new SymmetricQrAlgorithm_DDRM();

  HermitianEigenvalues(int size) {
    this.size = size;
    matrix = new ZMatrixRMaj(size, size);
    complexDiagonal = new double[2 * size];
    complexOffDiagonal = new double[2 * size];
    diagonal = new double[size];
    offDiagonal = new double[size];
    qr.setFastEigenvalues(true);
  }

  /**
   * The eigenvalues of the matrix number {@code k}, ascending.
   *
   * @return (size), overwritten by the next call
   */
  double[] of(Hamiltonians hamiltonians, int k) {
    load(hamiltonians, k);
    tridiagonalisation.decompose(matrix);
    tridiagonalisation.getDiagonal(complexDiagonal, complexOffDiagonal);
    for (int i = 0; i < size; i++) {
      diagonal[i] = complexDiagonal[2 * i];
      // A diagonal change of phases makes the off-diagonal real and leaves the eigenvalues.
      double real = complexOffDiagonal[2 * i];
      double imaginary = complexOffDiagonal[2 * i + 1];
      offDiagonal[i] = Math.sqrt(real * real + imaginary * imaginary);
    }
    if (!qr.process(size, diagonal, offDiagonal)) {
      throw new IllegalStateException("the eigenvalues of a Hermitian matrix do not converge");
    }
    Arrays.sort(diagonal);
    return diagonal;
  }

  private void load(Hamiltonians hamiltonians, int k) {
    int elements = size * size;
    for (int i = 0; i < elements; i++) {
      matrix.data[2 * i] = hamiltonians.real().data[k * elements + i];
      matrix.data[2 * i + 1] = hamiltonians.imaginary().data[k * elements + i];
    }
  }
}
