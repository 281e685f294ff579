package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

class TestMaximumMeanDiscrepancy {
  private static final double[][] X = {{0, 0}, {1, 2}};
  private static final double[][] Y = {{-1, 0.5}, {3, 1}};

  @Test
  void agreesWithItsDefinitionWrittenOut() {
    double[][] forward = {{0.2, 2}, {1.5, 2}, {3.0, 2}};
    double[][] backward = {{0.2, 0.1}, {0.2, 0.5}, {0.2, 2}};
    try (NDManager manager = TorchRuntime.manager()) {
      var x = Tensors.matrix(manager, X, 2);
      var y = Tensors.matrix(manager, Y, 2);
      assertThat(MaximumMeanDiscrepancy.FORWARD.between(x, y).getFloat())
          .isCloseTo((float) discrepancy(forward), within(1e-5f));
      assertThat(MaximumMeanDiscrepancy.BACKWARD.between(x, y).getFloat())
          .isCloseTo((float) discrepancy(backward), within(1e-5f));
      assertThat(MaximumMeanDiscrepancy.FORWARD.between(x, x).getFloat())
          .isCloseTo(0f, within(1e-6f));
    }
  }

  private static double discrepancy(double[][] kernels) {
    double sum = 0;
    for (double[] a : X) {
      for (double[] b : X) {
        sum += kernel(kernels, a, b);
      }
    }
    for (double[] a : Y) {
      for (double[] b : Y) {
        sum += kernel(kernels, a, b);
      }
    }
    for (double[] a : X) {
      for (double[] b : Y) {
        sum -= 2 * kernel(kernels, a, b);
      }
    }
    return sum / 4;
  }

  private static double kernel(double[][] kernels, double[] p, double[] q) {
    double d = (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]);
    double sum = 0;
    for (double[] kernel : kernels) {
      double c = kernel[0];
      double a = kernel[1];
      sum += Math.pow(c, a) * Math.pow((c + d) / a, -a);
    }
    return sum;
  }
}
