package org.matdesinne.design;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which parameters have so little room that a model of the training set, which knows nothing of a
 * limit, would hardly ever draw a value inside: what never varies in the training set, which
 * rounding alone takes out of its range, and what is limited to a value or to a thin range. Their
 * drawn values are not held against the range but put into it: a constant stays what it is, to the
 * last bit, and a value beyond a thin range is mirrored back into it, see {@link
 * Ranges#reflected(double[])}, so that draws do not pile up on its ends.
 *
 * <p>All other parameters keep what was drawn, and what lies outside is rejected. The rule:
 *
 * <ul>
 *   <li>a parameter is confined where its range has no width, is narrower than {@link #THIN} of the
 *       training set's, or so narrow that numbers of single precision hardly tell its ends apart
 *       ({@link #RESOLUTION} of their size);
 *   <li>where the limits of the others leave less than {@link #RARE} of the box together, all
 *       limited ones are.
 * </ul>
 *
 * @param ranges where candidates may lie
 * @param confined numbers of the parameters, in order
 */
public record Confinement(Ranges ranges, int[] confined) {
  /** A range below this share of the training set's is thin. */
  public static final double THIN = 0.02;

  /** Below this share of the training set's box, draws inside are too rare to wait for. */
  public static final double RARE = 1e-4;

  /** A range below this share of its values' size is within a few hundred roundings. */
  public static final double RESOLUTION = 1e-5;

  /**
   * The confinement of draws from a model of a training set.
   *
   * @param seen ranges of the training set
   * @param allowed where candidates may lie, not beyond {@code seen}
   */
  public static Confinement of(Ranges seen, Ranges allowed) {
    int dimension = seen.minimum().length;
    boolean[] thin = new boolean[dimension];
    double left = 1;
    for (int j = 0; j < dimension; j++) {
      thin[j] = isThin(seen, allowed, j);
      left *= thin[j] ? 1 : share(seen, allowed, j);
    }
    boolean rare = left < RARE;
    return new Confinement(
        allowed,
        IntStream.range(0, dimension)
            .filter(j -> thin[j] || (rare && share(seen, allowed, j) < 1))
            .toArray());
  }

  private static boolean isThin(Ranges seen, Ranges allowed, int j) {
    double size = Math.max(Math.abs(seen.minimum()[j]), Math.abs(seen.maximum()[j]));
    return width(allowed, j) == 0
        || share(seen, allowed, j) < THIN
        || width(allowed, j) < RESOLUTION * size;
  }

  private static double share(Ranges seen, Ranges allowed, int j) {
    return width(seen, j) == 0 ? 1 : width(allowed, j) / width(seen, j);
  }

  private static double width(Ranges ranges, int j) {
    return ranges.maximum()[j] - ranges.minimum()[j];
  }

  /** Whether every parameter keeps what was drawn. */
  public boolean isEmpty() {
    return confined.length == 0;
  }

  /** The point with its confined parameters in their ranges; what is not a number stays that. */
  public double[] confine(double[] point) {
    double[] inside = point.clone();
    for (int j : confined) {
      inside[j] = ranges.reflected(j, point[j]);
    }
    return inside;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Confinement that
        && ranges.equals(that.ranges)
        && Arrays.equals(confined, that.confined);
  }

  @Override
  public int hashCode() {
    return 31 * ranges.hashCode() + Arrays.hashCode(confined);
  }

  @Override
  public String toString() {
    return "Confinement of " + Arrays.toString(confined) + " to " + ranges;
  }
}
