package org.matdesinne.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/** The contract of {@link Bijector}, for every layer there is. */
class TestBijectors {
  private static final int ROWS = 20;

  private record Layer(String name, int dimension, int conditions, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Maker {
    Bijector make(NDManager manager, UniformRandomProvider random);
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new Layer("coupling", 7, 0, (manager, random) -> affine(manager, random, 7, 0)),
        new Layer("conditional coupling", 7, 2, (manager, random) -> affine(manager, random, 7, 2)),
        new Layer("smallest coupling", 2, 1, (manager, random) -> affine(manager, random, 2, 1)),
        new Layer(
            "standardization",
            3,
            0,
            (manager, random) ->
                new Standardization(
                    manager,
                    DataType.FLOAT64,
                    new double[] {90, -1, 0.5},
                    new double[] {12.5, 0.25, 3})),
        // Wide enough for all normal points of these tests: the edge itself has no derivative.
        new Layer(
            "probit",
            3,
            0,
            (manager, random) ->
                new Probit(
                    manager, DataType.FLOAT64, new double[] {-6, -5, -20}, new double[] {6, 8, 5})),
        new Layer(
            "chain",
            3,
            1,
            (manager, random) ->
                new Flow(
                    List.of(
                        affine(manager, random, 3, 1),
                        new Standardization(
                            manager,
                            DataType.FLOAT64,
                            new double[] {1, -1, 0.5},
                            new double[] {2, 0.25, 3}),
                        affine(manager, random, 3, 1)))),
        new Layer("the paper's flow", 7, 1, TestBijectors::paper),
        new Layer("spline coupling", 7, 0, (manager, random) -> spline(manager, random, 7, 0)),
        new Layer(
            "conditional spline coupling",
            2,
            2,
            (manager, random) -> spline(manager, random, 2, 2)),
        new Layer("spline flow", 7, 1, TestBijectors::splines),
        new Layer("affine spline flow", 7, 1, TestBijectors::affineSplines));
  }

  private static Bijector paper(NDManager manager, UniformRandomProvider random) {
    return flow(manager, random, 7, 1, new GlowArchitecture(6, 64, 2.0, 0.2));
  }

  private static Bijector splines(NDManager manager, UniformRandomProvider random) {
    return flow(manager, random, 7, 1, new SplineArchitecture(4, 32, 8, 3, 0.0, 0.15));
  }

  private static Bijector affineSplines(NDManager manager, UniformRandomProvider random) {
    return flow(manager, random, 7, 1, new SplineArchitecture(4, 32, 8, 3, 1.5, 0.15));
  }

  private static Bijector affine(
      NDManager manager, UniformRandomProvider random, int dimension, int conditions) {
    return flow(manager, random, dimension, conditions, new GlowArchitecture(1, 16, 2.0, 0.5));
  }

  private static Bijector spline(
      NDManager manager, UniformRandomProvider random, int dimension, int conditions) {
    return flow(
        manager, random, dimension, conditions, new SplineArchitecture(1, 16, 5, 2, 0.0, 0.4));
  }

  private static Bijector flow(
      NDManager manager,
      UniformRandomProvider random,
      int dimension,
      int conditions,
      CouplingArchitecture size) {
    Weights weights = CouplingFlow.initialize(manager, dimension, conditions, size, random);
    return new CouplingFlow(manager, weights.as(DataType.FLOAT64), dimension, conditions, size);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inverseUndoesForward(Layer layer) {
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(3L);
      Bijector bijector = layer.maker.make(manager, random);
      NDArray x = normal(manager, random, layer.dimension);
      Condition condition = condition(manager, random, layer.conditions);
      NDArray z = bijector.forward(x, condition).value();
      assertThat(largest(bijector.inverse(z, condition).sub(x))).isLessThan(1e-10);
      assertThat(largest(z.sub(x))).as("the layer does something").isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void logDeterminantIsThatOfTheDifferentiatedMap(Layer layer) {
    try (NDManager manager = TorchRuntime.manager();
        GradientTape tape = GradientTape.open()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4L);
      Bijector bijector = layer.maker.make(manager, random);
      double[] x = normal(manager, random, layer.dimension).toDoubleArray();
      Condition condition = condition(manager, random, layer.conditions);
      double[][] jacobian = new double[layer.dimension][];
      double[] claimed = new double[0];
      for (int k = 0; k < layer.dimension; k++) {
        NDArray leaf = manager.create(x, new Shape(ROWS, layer.dimension));
        leaf.setRequiresGradient(true);
        Transformed transformed = bijector.forward(leaf, condition);
        tape.backward(transformed.value().split(layer.dimension, 1).get(k));
        jacobian[k] = leaf.getGradient().toDoubleArray();
        claimed = transformed.logAbsDetJacobian().stopGradient().toDoubleArray();
      }
      for (int row = 0; row < ROWS; row++) {
        DMatrixRMaj matrix = new DMatrixRMaj(layer.dimension, layer.dimension);
        for (int k = 0; k < layer.dimension; k++) {
          for (int j = 0; j < layer.dimension; j++) {
            matrix.set(k, j, jacobian[k][row * layer.dimension + j]);
          }
        }
        double expected = Math.log(Math.abs(CommonOps_DDRM.det(matrix)));
        assertThat(claimed[row]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  @Test
  void rejectsAScaleOfZero() {
    try (NDManager manager = TorchRuntime.manager()) {
      assertThatThrownBy(
              () ->
                  new Standardization(
                      manager, DataType.FLOAT32, new double[] {0, 0}, new double[] {1, 0}))
          .hasMessage("a scale must be above 0, not 0.0");
    }
  }

  @Test
  void aBoxBecomesAllOfSpaceAndUniformPointsNormal() {
    try (NDManager manager = TorchRuntime.manager()) {
      Probit probit =
          new Probit(manager, DataType.FLOAT64, new double[] {-1, 10}, new double[] {1, 30});
      NDArray x =
          manager.create(new double[] {-1, 10, 0, 20, 0.6826894921370859, 40}, new Shape(3, 2));
      double[] z = probit.forward(x, Condition.none()).value().toDoubleArray();
      double edge = 3.719016485455709; // Φ⁻¹(1 − 1e-4)
      assertThat(z).containsExactly(new double[] {-edge, -edge, 0, 0, 1, edge}, within(1e-9));
      NDArray far = manager.create(new double[] {-30, 30}, new Shape(1, 2));
      assertThat(probit.inverse(far, Condition.none()).toDoubleArray()).containsExactly(-1, 30);
    }
  }

  @Test
  void rejectsABoxWithoutWidth() {
    try (NDManager manager = TorchRuntime.manager()) {
      double[] same = {0, 2};
      assertThatThrownBy(() -> new Probit(manager, DataType.FLOAT32, same, new double[] {1, 2}))
          .hasMessage("column 1 of a box reaches from 2.0 to 2.0");
    }
  }

  private static NDArray normal(NDManager manager, UniformRandomProvider random, int columns) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] values = normal.samples((long) ROWS * columns).toArray();
    return manager.create(values, new Shape(ROWS, columns));
  }

  private static Condition condition(
      NDManager manager, UniformRandomProvider random, int conditions) {
    return conditions == 0 ? Condition.none() : Condition.on(normal(manager, random, conditions));
  }

  private static double largest(NDArray array) {
    return array.abs().max().getDouble();
  }
}
