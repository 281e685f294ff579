package org.matdesinne.oracle;

import org.matdesinne.design.Vector3;

/**
 * The line from one atom to another, as the d orbitals see it (Slater and Koster, Phys. Rev. 94,
 * 1498 (1954), in tensor form).
 *
 * <p>A d orbital is a symmetric traceless tensor T_a of norm 1; a = z², xz, yz, x²−y², xy.
 *
 * @param length distance r of the atoms (Å)
 * @param direction unit vector n
 * @param turned T_a n, one vector a d orbital
 * @param along nᵀ T_a n, one number a d orbital
 */
record Bond(double length, Vector3 direction, Vector3[] turned, double[] along) {
  static final int D_ORBITALS = 5;
  private static final double INVERSE_SQRT_2 = 1 / Math.sqrt(2);
  private static final double INVERSE_SQRT_6 = 1 / Math.sqrt(6);

  /** The bond whose second atom lies at {@code displacement} from the first. */
  static Bond along(Vector3 displacement) {
    double length = displacement.length();
    Vector3 n = displacement.times(1 / length);
    Vector3[] turned = {
      new Vector3(-n.x(), -n.y(), 2 * n.z()).times(INVERSE_SQRT_6),
      new Vector3(n.z(), 0, n.x()).times(INVERSE_SQRT_2),
      new Vector3(0, n.z(), n.y()).times(INVERSE_SQRT_2),
      new Vector3(n.x(), -n.y(), 0).times(INVERSE_SQRT_2),
      new Vector3(n.y(), n.x(), 0).times(INVERSE_SQRT_2)
    };
    double[] along = new double[D_ORBITALS];
    for (int a = 0; a < D_ORBITALS; a++) {
      along[a] = n.dot(turned[a]);
    }
    return new Bond(length, n, turned, along);
  }

  /** p–d coupling of the d orbital {@code a} of the first atom with p along {@code axis}. */
  double dp(int a, int axis, double sigma, double pi) {
    double shared = Math.sqrt(2) * pi;
    double axial = Math.sqrt(6) / 2 * sigma - shared;
    return axial * along[a] * direction.component(axis) + shared * turned[a].component(axis);
  }

  /** d–d coupling of the orbitals {@code a} and {@code b}. */
  double dd(int a, int b, double sigma, double pi, double delta) {
    double shared = 2 * (pi - delta);
    double axial = 1.5 * (sigma - delta) - shared;
    return tensor(a, b, axial, shared) + (a == b ? delta : 0);
  }

  /** The form axial (nᵀT_a n)(nᵀT_b n) + shared (T_a n)·(T_b n). */
  double tensor(int a, int b, double axial, double shared) {
    return axial * along[a] * along[b] + shared * turned[a].dot(turned[b]);
  }

  /** p–p coupling of the orbitals along {@code axis} and {@code other}. */
  double pp(int axis, int other, double sigma, double pi) {
    return axial(axis, other) * (sigma - pi) + (axis == other ? pi : 0);
  }

  /** One element of n nᵀ. */
  double axial(int axis, int other) {
    return direction.component(axis) * direction.component(other);
  }
}
