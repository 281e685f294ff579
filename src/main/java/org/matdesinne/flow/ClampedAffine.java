package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.matdesinne.nn.Tensors;

/**
 * Scale and shift with a soft-clamped log-scale: v = exp(σ(s)) ∘ u + t, σ(s) = clamp · 0.636 ·
 * atan(s / clamp), as FrEIA computes it. The parameters are s of all columns, then t.
 *
 * @param clamp bound of the log-scale
 */
record ClampedAffine(double clamp) implements ElementwiseMap {
  /** About 2/π: σ then tends to ±clamp. */
  private static final double ATAN_SCALE = 0.636;

  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public Transformed forward(NDArray u, NDArray parameters) {
    NDList halves = halves(u, parameters);
    NDArray logScale = logScale(halves.get(0));
    int[] columns = {1};
    return new Transformed(logScale.exp().mul(u).add(halves.get(1)), logScale.sum(columns));
  }

  @Override
  public NDArray inverse(NDArray v, NDArray parameters) {
    NDList halves = halves(v, parameters);
    return v.sub(halves.get(1)).div(logScale(halves.get(0)).exp());
  }

  private static NDList halves(NDArray rows, NDArray parameters) {
    return parameters.split(new long[] {rows.size(1)}, 1);
  }

  private NDArray logScale(NDArray unbounded) {
    NDArray bound = Tensors.scalar(clamp, unbounded);
    NDArray slope = Tensors.scalar(clamp * ATAN_SCALE, unbounded);
    return unbounded.div(bound).atan().mul(slope);
  }
}
