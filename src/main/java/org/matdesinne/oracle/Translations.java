package org.matdesinne.oracle;

import java.io.Serializable;
import org.matdesinne.design.Vector3;

/**
 * The lattice translations R = i a + j b with −range ≤ i, j ≤ range, numbered so that R and −R
 * stand symmetrically about the middle.
 */
record Translations(int range) implements Serializable {

  /** How many there are. */
  int count() {
    return side() * side();
  }

  /** The number of R = 0. */
  int home() {
    return count() / 2;
  }

  /** The number of −R. */
  int opposite(int t) {
    return count() - 1 - t;
  }

  /** R in multiples of the cell vectors. */
  Vector3 fractional(int t) {
    return new Vector3(t / side() - range, t % side() - range, 0);
  }

  private int side() {
    return 2 * range + 1;
  }
}
