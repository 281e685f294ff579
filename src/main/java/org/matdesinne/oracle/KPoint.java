package org.matdesinne.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * A crystal momentum in the plane of a layer, in multiples of the reciprocal cell vectors.
 *
 * @param k1 along the first
 * @param k2 along the second
 */
record KPoint(double k1, double k2) {

  /**
   * An even grid of {@code size} × {@code size} points with Γ, without those whose opposite is
   * there already: time reversal gives k and −k the same energies.
   */
  static List<KPoint> grid(int size) {
    List<KPoint> points = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        int opposite = Math.floorMod(-i, size) * size + Math.floorMod(-j, size);
        if (i * size + j <= opposite) {
          points.add(new KPoint((double) i / size, (double) j / size));
        }
      }
    }
    return points;
  }
}
