package org.matdesinne.design;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A key for each orbit of a design space, which is a point with all its mirror images: the images
 * have one key, other points other ones.
 *
 * <p>Images come out of floating-point arithmetic and differ from one another in their last digits,
 * so that every value is rounded to a grid before the least image is chosen as the key. The grid is
 * about six tenths of a millionth of the parameter's physical bounds wide: what lies nearer
 * together may share a key. It starts at half a step from the reference, so that values on a slice
 * (right angles, no field) lie in the middle of a step; and its step is an irrational share of the
 * bounds, so that values of few decimals lie anywhere but on its edges. What remains is chance: a
 * value within rounding of an edge (1e-14 of a step of 1e-6, one in 10⁸) can give two images two
 * keys.
 *
 * <p>Without symmetries nothing is computed, and every bit counts.
 */
public final class Orbits implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double STEP = 1e-6 * (Math.sqrt(5) - 1) / 2;

  private final DesignSpace space;
  private final SymmetryGroup group;

  private Orbits(DesignSpace space, SymmetryGroup group) {
    this.space = space;
    this.group = group;
  }

  /** The orbits of a space. */
  public static Orbits of(DesignSpace space) {
    return new Orbits(space, space.symmetryGroup());
  }

  /**
   * The key of a point's orbit.
   *
   * @param point (parameters), finite
   * @return (parameters), the same for every image of the point
   */
  public long[] key(double[] point) {
    if (group.size() == 1) {
      // + 0.0 makes one zero of both, which compare as equal but have other bits.
      return Arrays.stream(point).mapToLong(v -> Double.doubleToLongBits(v + 0.0)).toArray();
    }
    return Arrays.stream(group.images(point))
        // A point that spans no cell has no image under a change of lattice vectors.
        .filter(image -> Arrays.stream(image).allMatch(Double::isFinite))
        .map(this::rounded)
        .min(Comparator.comparing(key -> key, Arrays::compare))
        .orElseThrow();
  }

  private long[] rounded(double[] point) {
    List<DesignParameter> parameters = space.parameters();
    long[] steps = new long[point.length];
    for (int j = 0; j < steps.length; j++) {
      DesignParameter parameter = parameters.get(j);
      double step = STEP * (parameter.maximum() - parameter.minimum());
      steps[j] = Math.round((point[j] - parameter.reference()) / step);
    }
    return steps;
  }

  @Override
  public String toString() {
    return "Orbits of " + space + " in steps of " + STEP;
  }
}
