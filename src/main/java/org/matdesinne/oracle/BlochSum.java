package org.matdesinne.oracle;

import java.io.Serializable;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Takes a Hamiltonian from real to reciprocal space: H(k) = Σ_R exp(2πi k·R) h(R), for several k at
 * once as two products of matrices, whose phases are calculated once.
 */
final class BlochSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DMatrixRMaj cosines; // (k-points, translations)
  private final DMatrixRMaj sines; // (k-points, translations)

  BlochSum(List<KPoint> points, Translations translations) {
    cosines = new DMatrixRMaj(points.size(), translations.count());
    sines = new DMatrixRMaj(points.size(), translations.count());
    for (int k = 0; k < points.size(); k++) {
      for (int t = 0; t < translations.count(); t++) {
        var r = translations.fractional(t);
        double phase = 2 * Math.PI * (points.get(k).k1() * r.x() + points.get(k).k2() * r.y());
        cosines.set(k, t, Math.cos(phase));
        sines.set(k, t, Math.sin(phase));
      }
    }
  }

  /**
   * H at every k-point.
   *
   * @param blocks (translations, elements): one h(R) a row
   */
  Hamiltonians of(DMatrixRMaj blocks) {
    return new Hamiltonians(
        CommonOps_DDRM.mult(cosines, blocks, null), CommonOps_DDRM.mult(sines, blocks, null));
  }

  /**
   * One Hermitian matrix a k-point.
   *
   * @param real (k-points, orbitals × orbitals)
   * @param imaginary (k-points, orbitals × orbitals)
   */
  record Hamiltonians(DMatrixRMaj real, DMatrixRMaj imaginary) {

    /** How many k-points. */
    int count() {
      return real.numRows;
    }
  }
}
