package org.matdesinne.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

class TestRationalQuadraticSpline {
  private static final RationalQuadraticSpline SPLINE = new RationalQuadraticSpline(5, 3);
  private static final int ROWS = 4;
  private static final int COLUMNS = 2;
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 1e-6;

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(6L);

  private NDArray matrix(NDManager manager, int columns, double bound) {
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = random.doubles(columns, -bound, bound).toArray();
    }
    return manager.create(rows);
  }

  /** Number {@code k} of a tensor, moved. */
  private static NDArray moved(NDArray tensor, int k, double by) {
    double[] values = tensor.toDoubleArray();
    values[k] += by;
    return tensor.getManager().create(values, tensor.getShape());
  }

  /** Without the derivative by the parameters, a spline would never be trained. */
  private void requireDerivatives(NDManager manager, BinaryOperator<NDArray> sum) {
    NDArray x = matrix(manager, COLUMNS, 2.5);
    NDArray parameters = matrix(manager, COLUMNS * SPLINE.parameters(), 1);
    double[] byParameters;
    double[] byPoints;
    try (GradientTape tape = GradientTape.open()) {
      NDArray point = x.duplicate();
      NDArray free = parameters.duplicate();
      point.setRequiresGradient(true);
      free.setRequiresGradient(true);
      tape.backward(sum.apply(point, free));
      byPoints = Tensors.flat(point.getGradient());
      byParameters = Tensors.flat(free.getGradient());
    }
    for (int k = 0; k < byParameters.length; k++) {
      int number = k;
      assertThat(byParameters[k])
          .isCloseTo(
              slope(by -> sum.apply(x, moved(parameters, number, by)).getDouble()),
              within(TOLERANCE));
    }
    for (int k = 0; k < byPoints.length; k++) {
      int number = k;
      assertThat(byPoints[k])
          .isCloseTo(
              slope(by -> sum.apply(moved(x, number, by), parameters).getDouble()),
              within(TOLERANCE));
    }
  }

  private static double slope(DoubleUnaryOperator value) {
    return (value.applyAsDouble(STEP) - value.applyAsDouble(-STEP)) / (2 * STEP);
  }

  @Test
  void derivativesOfAMapAndItsVolumeAreThoseOfDifferences() {
    try (NDManager manager = TorchRuntime.manager()) {
      requireDerivatives(
          manager,
          (x, parameters) -> {
            Transformed found = SPLINE.forward(x, parameters);
            return found.value().square().sum().add(found.logAbsDetJacobian().sum());
          });
    }
  }

  @Test
  void derivativesOfAnInverseAreThoseOfDifferences() {
    try (NDManager manager = TorchRuntime.manager()) {
      requireDerivatives(manager, (y, parameters) -> SPLINE.inverse(y, parameters).square().sum());
    }
  }

  @Test
  void anInverseLeadsBackAtTheEndsAndOutsideToo() {
    try (NDManager manager = TorchRuntime.manager()) {
      double[][] rows = {{-3, 3}, {-4, 5}, {-2.999999, 2.999999}, {0, 1e-9}};
      NDArray x = manager.create(rows).toType(DataType.FLOAT64, false);
      NDArray parameters = matrix(manager, COLUMNS * SPLINE.parameters(), 2);
      NDArray back = SPLINE.inverse(SPLINE.forward(x, parameters).value(), parameters);
      assertThat(Tensors.flat(back)).containsExactly(Tensors.flat(x), within(1e-9));
    }
  }
}
