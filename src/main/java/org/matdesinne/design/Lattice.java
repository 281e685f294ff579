package org.matdesinne.design;

import org.matdesinne.config.InputException;

/**
 * The three vectors that span the unit cell of a crystal, in the unit of their lengths.
 *
 * <p>From lengths and angles, a lies along x and b in the xy plane, as in the CIF convention.
 */
public record Lattice(Vector3 a, Vector3 b, Vector3 c) {

  /**
   * The cell with these edges and angles.
   *
   * @param alpha angle between b and c (degrees)
   * @param beta angle between a and c (degrees)
   * @param gamma angle between a and b (degrees)
   * @throws InputException when a length is not above 0 and finite, or when no cell has these
   *     angles
   */
  public static Lattice of(double a, double b, double c, double alpha, double beta, double gamma) {
    checkLengths(a, b, c);
    checkAngles(alpha, beta, gamma);
    double cosAlpha = cosine(alpha);
    double cosBeta = cosine(beta);
    double cosGamma = cosine(gamma);
    double sinGamma = Math.sin(Math.toRadians(gamma));
    double cOverY = (cosAlpha - cosBeta * cosGamma) / sinGamma;
    double cOverZ = Math.sqrt(1 - cosBeta * cosBeta - cOverY * cOverY);
    return new Lattice(
        new Vector3(a, 0, 0),
        new Vector3(b * cosGamma, b * sinGamma, 0),
        new Vector3(c * cosBeta, c * cOverY, c * cOverZ));
  }

  private static double cosine(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }

  private static void checkLengths(double a, double b, double c) {
    if (!(a > 0 && b > 0 && c > 0 && Double.isFinite(a + b + c))) {
      throw new InputException(
          "cell lengths a = %s, b = %s, c = %s: each must be above 0 and finite", a, b, c);
    }
  }

  /** Three angles meet in a corner when each is below the sum of the others and all below 360. */
  private static void checkAngles(double alpha, double beta, double gamma) {
    double sum = alpha + beta + gamma;
    double largest = Math.max(alpha, Math.max(beta, gamma));
    boolean positive = alpha > 0 && beta > 0 && gamma > 0;
    if (!(positive && 2 * largest < sum && sum < 360)) {
      throw new InputException(
          "cell angles alpha = %s, beta = %s, gamma = %s degrees span no cell; "
              + "each must be above 0 and below the sum of the other two, all three below 360",
          alpha, beta, gamma);
    }
  }

  /** The Cartesian place of fractional coordinates. */
  public Vector3 cartesian(Vector3 fractional) {
    return a.times(fractional.x()).plus(b.times(fractional.y())).plus(c.times(fractional.z()));
  }
}
