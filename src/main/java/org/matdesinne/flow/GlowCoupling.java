package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.Weights;

/**
 * Affine coupling of both halves of a row with soft-clamped log-scales (Kingma and Dhariwal, 2018,
 * as FrEIA's GLOW coupling block computes it).
 *
 * <p>With u = (u1, u2), u1 the first ⌊d/2⌋ columns, and the condition c:
 *
 * <pre>
 *   (s2, t2) = subnet2([u2, c])    v1 = exp(σ(s2)) ∘ u1 + t2
 *   (s1, t1) = subnet1([v1, c])    v2 = exp(σ(s1)) ∘ u2 + t1
 *   log|det J| = Σ σ(s1) + Σ σ(s2),   σ(s) = clamp · 0.636 · atan(s / clamp)
 * </pre>
 */
final class GlowCoupling implements Bijector {
  /** About 2/π: σ then tends to ±clamp. */
  private static final double ATAN_SCALE = 0.636;

  /** A log-scale and a shift. */
  private static final int PARAMETERS = 2;

  private final double clamp;
  private final CouplingSubnets subnets;

  /**
   * Takes the subnets {@code prefix.s1} and {@code prefix.s2}.
   *
   * @param dimension columns of a row, at least 2
   * @param conditions columns of the condition
   * @param clamp bound of the log-scales
   */
  GlowCoupling(Weights weights, String prefix, int dimension, int conditions, double clamp) {
    this.clamp = clamp;
    subnets = CouplingSubnets.of(weights, prefix, dimension, conditions, PARAMETERS);
  }

  /** Adds freshly drawn subnets under {@code prefix}. */
  static void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int dimension,
      int conditions,
      int hidden,
      double scale,
      UniformRandomProvider random) {
    CouplingSubnets.initialize(
        weights, manager, prefix, dimension, conditions, hidden, PARAMETERS, scale, random);
  }

  @Override
  public int dimension() {
    return subnets.first() + subnets.second();
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    NDList u = x.split(new long[] {subnets.first()}, 1);
    Affine affine2 = toFirst(u.get(1), condition);
    NDArray v1 = affine2.apply(u.get(0));
    Affine affine1 = toSecond(v1, condition);
    NDArray v2 = affine1.apply(u.get(1));
    int[] columns = {1};
    NDArray logAbsDetJacobian = affine1.logScale.sum(columns).add(affine2.logScale.sum(columns));
    return new Transformed(NDArrays.concat(new NDList(v1, v2), 1), logAbsDetJacobian);
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    NDList v = z.split(new long[] {subnets.first()}, 1);
    Affine affine1 = toSecond(v.get(0), condition);
    NDArray u2 = affine1.undo(v.get(1));
    Affine affine2 = toFirst(u2, condition);
    NDArray u1 = affine2.undo(v.get(0));
    return NDArrays.concat(new NDList(u1, u2), 1);
  }

  private Affine toFirst(NDArray second, Condition condition) {
    NDArray output = subnets.toFirst().apply(condition.appendedTo(second));
    return Affine.of(output, subnets.first(), clamp);
  }

  private Affine toSecond(NDArray first, Condition condition) {
    NDArray output = subnets.toSecond().apply(condition.appendedTo(first));
    return Affine.of(output, subnets.second(), clamp);
  }

  /** exp(logScale) ∘ u + shift, both (batch, columns). */
  private record Affine(NDArray logScale, NDArray shift) {

    static Affine of(NDArray output, int columns, double clamp) {
      NDList halves = output.split(new long[] {columns}, 1);
      NDArray bound = Tensors.scalar(clamp, output);
      NDArray slope = Tensors.scalar(clamp * ATAN_SCALE, output);
      NDArray logScale = halves.get(0).div(bound).atan().mul(slope);
      return new Affine(logScale, halves.get(1));
    }

    NDArray apply(NDArray u) {
      return logScale.exp().mul(u).add(shift);
    }

    NDArray undo(NDArray v) {
      return v.sub(shift).div(logScale.exp());
    }
  }
}
