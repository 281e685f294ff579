package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * First scaled and shifted, then mapped by a spline, which alone cannot widen a narrow posterior:
 * its ends stay where they are. The parameters are those of the affine map, then those of the
 * spline.
 */
record AffineSpline(ClampedAffine affine, RationalQuadraticSpline spline)
    implements ElementwiseMap {

  @Override
  public int parameters() {
    return affine.parameters() + spline.parameters();
  }

  @Override
  public Transformed forward(NDArray u, NDArray parameters) {
    NDList parts = parts(u, parameters);
    Transformed scaled = affine.forward(u, parts.get(0));
    Transformed shaped = spline.forward(scaled.value(), parts.get(1));
    return new Transformed(
        shaped.value(), scaled.logAbsDetJacobian().add(shaped.logAbsDetJacobian()));
  }

  @Override
  public NDArray inverse(NDArray v, NDArray parameters) {
    NDList parts = parts(v, parameters);
    return affine.inverse(spline.inverse(v, parts.get(1)), parts.get(0));
  }

  private NDList parts(NDArray rows, NDArray parameters) {
    return parameters.split(new long[] {rows.size(1) * affine.parameters()}, 1);
  }
}
