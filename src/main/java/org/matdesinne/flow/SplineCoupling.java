package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.Weights;

/**
 * Coupling of both halves of a row by rational-quadratic splines (Durkan et al., Neural Spline
 * Flows, 2019): with u = (u1, u2), first u1 is mapped by splines whose parameters a subnet draws
 * from u2 and the condition, then u2 by splines drawn from the new u1.
 */
final class SplineCoupling implements Bijector {
  private final RationalQuadraticSpline spline;
  private final CouplingSubnets subnets;

  /** Takes the subnets {@code prefix.s1} and {@code prefix.s2}. */
  SplineCoupling(
      Weights weights,
      String prefix,
      int dimension,
      int conditions,
      RationalQuadraticSpline spline) {
    this.spline = spline;
    subnets = CouplingSubnets.of(weights, prefix, dimension, conditions, spline.parameters());
  }

  @Override
  public int dimension() {
    return subnets.first() + subnets.second();
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    NDList u = halves(x);
    Transformed v1 = spline.forward(u.get(0), parameters(subnets.toFirst(), u.get(1), condition));
    Transformed v2 =
        spline.forward(u.get(1), parameters(subnets.toSecond(), v1.value(), condition));
    return new Transformed(
        NDArrays.concat(new NDList(v1.value(), v2.value()), 1),
        v1.logAbsDetJacobian().add(v2.logAbsDetJacobian()));
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    NDList v = halves(z);
    NDArray u2 = spline.inverse(v.get(1), parameters(subnets.toSecond(), v.get(0), condition));
    NDArray u1 = spline.inverse(v.get(0), parameters(subnets.toFirst(), u2, condition));
    return NDArrays.concat(new NDList(u1, u2), 1);
  }

  private NDList halves(NDArray rows) {
    return rows.split(new long[] {subnets.first()}, 1);
  }

  private static NDArray parameters(Perceptron subnet, NDArray half, Condition condition) {
    return subnet.apply(condition.appendedTo(half));
  }
}
