package org.matdesinne.oracle;

import java.io.Serializable;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.matdesinne.design.Vector3;

/**
 * Takes a Hamiltonian from real to reciprocal space, H(k) = Σ_R exp(2πi k·R) h(R), for several k at
 * once: as a product of matrices whose phases are calculated only once.
 *
 * <p>R and −R share their cosine, and their sines cancel: the sum runs over h(R) ± h(−R) for one of
 * the two.
 */
final class BlochSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Translations translations;
  private final DMatrixRMaj cosines; // (k-points, translations up to R = 0)
  private final DMatrixRMaj sines; // (k-points, translations before R = 0)

  BlochSum(List<KPoint> points, Translations translations) {
    this.translations = translations;
    int home = translations.home();
    cosines = new DMatrixRMaj(points.size(), home + 1);
    sines = new DMatrixRMaj(points.size(), home);
    for (int k = 0; k < points.size(); k++) {
      cosines.set(k, home, 1);
      for (int t = 0; t < home; t++) {
        double phase = phase(points.get(k), translations.fractional(t));
        cosines.set(k, t, Math.cos(phase));
        sines.set(k, t, Math.sin(phase));
      }
    }
  }

  private static double phase(KPoint point, Vector3 translation) {
    return 2 * Math.PI * (point.k1() * translation.x() + point.k2() * translation.y());
  }

  /**
   * H at every k-point.
   *
   * @param blocks (translations, elements): one h(R) a row
   */
  Hamiltonians hamiltonians(DMatrixRMaj blocks) {
    int home = translations.home();
    DMatrixRMaj even = new DMatrixRMaj(home + 1, blocks.numCols); // h(R) + h(−R), last h(0)
    DMatrixRMaj odd = new DMatrixRMaj(home, blocks.numCols); // h(R) − h(−R)
    for (int element = 0; element < blocks.numCols; element++) {
      even.set(home, element, blocks.get(home, element));
      for (int t = 0; t < home; t++) {
        double there = blocks.get(t, element);
        double opposite = blocks.get(translations.opposite(t), element);
        even.set(t, element, there + opposite);
        odd.set(t, element, there - opposite);
      }
    }
    return new Hamiltonians(
        CommonOps_DDRM.mult(cosines, even, null), CommonOps_DDRM.mult(sines, odd, null));
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
