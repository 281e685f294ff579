package org.matdesinne.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.SharedData;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/** The published networks give, in our blocks, the numbers that they gave in the original. */
class TestPublishedFlows {
  private static final int DESIGN_PARAMETERS = 7;
  private static final GlowArchitecture PUBLISHED = new GlowArchitecture(6, 256, 2.0, 0.1);

  @ParameterizedTest(name = "{0} in float64")
  @CsvSource({"cinn, 1", "inn-forward, 0", "inn-backward, 0"})
  void agreesInDoublePrecision(String network, int conditions) throws IOException {
    try (NDManager manager = TorchRuntime.manager()) {
      Reference reference = new Reference(manager, network, conditions, "f64", DataType.FLOAT64);
      assertThat(reference.largestRelativeError("forward.out")).isLessThan(1e-9);
      assertThat(reference.largestRelativeError("forward.log_abs_det_jacobian")).isLessThan(1e-9);
      assertThat(reference.largestRelativeError("inverse.out")).isLessThan(1e-9);
    }
  }

  /** Which digits float32 loses is up to the processor, how many is not. */
  @ParameterizedTest(name = "{0} in float32")
  @CsvSource({"cinn, 1", "inn-forward, 0", "inn-backward, 0"})
  void losesInSinglePrecisionNoMoreDigitsThanTheOriginal(String network, int conditions)
      throws IOException {
    try (NDManager manager = TorchRuntime.manager()) {
      Reference reference = new Reference(manager, network, conditions, "f32", DataType.FLOAT32);
      for (String output : List.of("forward.out", "forward.log_abs_det_jacobian", "inverse.out")) {
        assertThat(reference.rounding(output) / reference.publishedRounding(output))
            .as("rounding of %s over the original's", output)
            .isLessThan(10);
      }
    }
  }

  private static final class Reference {
    private final Weights vectors;
    private final String precision;
    private final CouplingFlow flow;
    private final Condition condition;

    Reference(NDManager manager, String network, int conditions, String precision, DataType type)
        throws IOException {
      this.precision = precision;
      Weights weights = Weights.decode(manager, bytes(network + ".weights")).as(type);
      vectors = Weights.decode(manager, bytes(network + ".vectors"));
      flow = new CouplingFlow(manager, weights, DESIGN_PARAMETERS, conditions, PUBLISHED);
      condition =
          conditions == 0
              ? Condition.none()
              : Condition.on(vectors.tensor(precision + ".condition"));
    }

    private static byte[] bytes(String name) throws IOException {
      return Files.readAllBytes(SharedData.path("golden/flows-2021/" + name + ".safetensors"));
    }

    double largestRelativeError(String output) {
      NDArray expected = vectors.tensor(precision + "." + output);
      NDArray difference = computed(output).sub(expected).abs();
      assertThat(difference.size()).isGreaterThanOrEqualTo(64);
      return difference.div(expected.abs()).max().getDouble();
    }

    /** The largest difference from the double-precision result. */
    double rounding(String output) {
      return rounding(output, computed(output));
    }

    /** The same of what the original computed. */
    double publishedRounding(String output) {
      return rounding(output, vectors.tensor(precision + "." + output));
    }

    private double rounding(String output, NDArray rounded) {
      NDArray exact = vectors.tensor("f64." + output);
      return rounded.toType(DataType.FLOAT64, false).sub(exact).abs().max().getDouble();
    }

    private NDArray computed(String output) {
      NDArray forward = vectors.tensor(precision + ".forward.in");
      return switch (output) {
        case "forward.out" -> flow.forward(forward, condition).value();
        case "forward.log_abs_det_jacobian" -> flow.forward(forward, condition).logAbsDetJacobian();
        case "inverse.out" -> flow.inverse(vectors.tensor(precision + ".inverse.in"), condition);
        default -> throw new IllegalArgumentException(output);
      };
    }
  }
}
