package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.Weights;

/**
 * Coupling of both halves of a row (Kingma and Dhariwal 2018): with u = (u1, u2), u1 the first
 * ⌊d/2⌋ columns, and the condition c,
 *
 * <pre>
 *   v1 = map(u1; subnet2([u2, c]))
 *   v2 = map(u2; subnet1([v1, c]))
 * </pre>
 *
 * With {@link ClampedAffine} this is FrEIA's GLOW coupling block, with splines a block of Durkan et
 * al. (2019).
 */
final class Coupling implements Bijector {
  private final ElementwiseMap map;
  private final CouplingSubnets subnets;

  /**
   * Takes the subnets {@code prefix.s1} and {@code prefix.s2}.
   *
   * @param dimension columns of a row, at least 2
   * @param conditions columns of the condition
   */
  Coupling(Weights weights, String prefix, int dimension, int conditions, ElementwiseMap map) {
    this.map = map;
    subnets = CouplingSubnets.of(weights, prefix, dimension, conditions, map.parameters());
  }

  @Override
  public int dimension() {
    return subnets.first() + subnets.second();
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    NDList u = halves(x);
    Transformed v1 = map.forward(u.get(0), parameters(subnets.toFirst(), u.get(1), condition));
    Transformed v2 = map.forward(u.get(1), parameters(subnets.toSecond(), v1.value(), condition));
    return new Transformed(
        NDArrays.concat(new NDList(v1.value(), v2.value()), 1),
        v1.logAbsDetJacobian().add(v2.logAbsDetJacobian()));
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    NDList v = halves(z);
    NDArray u2 = map.inverse(v.get(1), parameters(subnets.toSecond(), v.get(0), condition));
    NDArray u1 = map.inverse(v.get(0), parameters(subnets.toFirst(), u2, condition));
    return NDArrays.concat(new NDList(u1, u2), 1);
  }

  private NDList halves(NDArray rows) {
    return rows.split(new long[] {subnets.first()}, 1);
  }

  private static NDArray parameters(Perceptron subnet, NDArray half, Condition condition) {
    return subnet.apply(condition.appendedTo(half));
  }
}
