package org.matdesinne.flow;

/**
 * A monotonic map of each number of a half of a row, each by parameters of its own: what a coupling
 * does.
 *
 * <p>First, where {@code clamp} is above 0, scale and shift with a soft-clamped log-scale: v =
 * exp(σ(s)) ∘ u + t, σ(s) = clamp · 0.636 · atan(s / clamp), as FrEIA computes it. The parameters
 * are s of all columns, then t of all.
 *
 * <p>Then, where there are {@code bins}, a rational-quadratic spline (Gregory and Delbourgo 1982;
 * Durkan et al. 2019): it maps [−bound, bound] onto itself in so many pieces; outside it is the
 * identity, and its slope at both ends is 1. The parameters are, for each column, widths (bins),
 * heights (bins) and inner slopes (bins − 1), not constrained; all zero, they give the identity. A
 * spline alone cannot widen a narrow posterior: its ends stay where they are.
 *
 * @param clamp bound of the log-scale, 0: no such map
 * @param bins pieces of the spline, 0: none
 * @param bound end of its interval
 */
public record ElementwiseMap(double clamp, int bins, double bound) {

  static ElementwiseMap affine(double clamp) {
    return new ElementwiseMap(clamp, 0, 1);
  }

  /** How many parameters the map of one column has. */
  public int parameters() {
    return (clamp > 0 ? 2 : 0) + (bins > 0 ? 3 * bins - 1 : 0);
  }
}
