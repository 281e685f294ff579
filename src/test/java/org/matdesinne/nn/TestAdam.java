package org.matdesinne.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestAdam {
  private static final Adam.Settings SETTINGS = new Adam.Settings(0.9, 0.95, 1e-6, 1e-2, 15);

  /** The loss is slope · p, so the gradient is known; the arithmetic is written out in double. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, -0.3, 40, -40})
  void stepsAsThePublishedAlgorithmDoes(double slope) {
    try (NDManager manager = TorchRuntime.manager()) {
      NDArray parameter = manager.create(new double[] {2}).toType(DataType.FLOAT64, true);
      NDArray factor = manager.create(new double[] {slope});
      Adam adam = new Adam(SETTINGS, manager, List.of(parameter));
      double expected = 2;
      double mean = 0;
      double square = 0;
      for (int t = 1; t <= 5; t++) {
        try (GradientTape tape = GradientTape.open()) {
          tape.backward(parameter.mul(factor));
          adam.step(0.1);
        }
        double gradient = Math.max(-15, Math.min(15, slope)) + 1e-2 * expected;
        mean = 0.9 * mean + 0.1 * gradient;
        square = 0.95 * square + 0.05 * gradient * gradient;
        double root = Math.sqrt(square / (1 - Math.pow(0.95, t))) + 1e-6;
        expected -= 0.1 * (mean / (1 - Math.pow(0.9, t))) / root;
        assertThat(parameter.stopGradient().getDouble(0)).isCloseTo(expected, within(1e-6));
      }
    }
  }
}
