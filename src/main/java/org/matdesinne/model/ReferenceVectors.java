package org.matdesinne.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.flow.GlowArchitecture;
import org.matdesinne.flow.Transformed;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/**
 * What a network of affine couplings gave where it comes from, in single and in double precision:
 * whether it gives the same here tells whether an engine, a device and this program are right.
 *
 * <p>The vectors: {@code P.forward.in}, {@code P.forward.out}, {@code
 * P.forward.log_abs_det_jacobian}, {@code P.inverse.in}, {@code P.inverse.out} and, where it has
 * one, {@code P.condition}, P being f32 and f64.
 *
 * @param name of the network
 * @param weights safetensors, named as {@link CouplingFlow} names them
 * @param vectors safetensors
 */
public record ReferenceVectors(String name, byte[] weights, byte[] vectors)
    implements Serializable {
  /** Of the published networks; the weights do not tell it. */
  private static final double CLAMP = 2.0;

  private static final String SINGLE = "f32";
  private static final String DOUBLE = "f64";
  private static final String FORWARD = "forward.out";
  private static final String VOLUME = "forward.log_abs_det_jacobian";
  private static final String INVERSE = "inverse.out";
  private static final List<String> OUTPUTS = List.of(FORWARD, VOLUME, INVERSE);

  /**
   * How near a device comes.
   *
   * @param values largest relative difference of an output in double precision
   * @param rounding of an output in single precision, over that of the original: the largest
   *     difference from double precision is meant in both
   * @param gradients largest difference of a derivative by an input in double precision from that
   *     on a CPU, relative to the largest derivative
   * @param singleGradients the same of single precision
   */
  public record Deviations(double values, double rounding, double gradients, double singleGradients)
      implements Serializable {

    /** Whether that is rounding; which digits are lost is up to a processor, how many is not. */
    public boolean holds() {
      return values < 1e-9 && rounding < 10 && gradients < 1e-9 && singleGradients < 1e-4;
    }
  }

  /**
   * Compares.
   *
   * @throws IllegalArgumentException when these are no such weights and vectors
   */
  public Deviations on(Device device) {
    double[] exact;
    try (NDManager manager = TorchRuntime.manager()) {
      exact = new Pass(manager, DOUBLE, DataType.FLOAT64).gradient();
    }
    try (NDManager manager = TorchRuntime.manager(device)) {
      Pass twice = new Pass(manager, DOUBLE, DataType.FLOAT64);
      Pass once = new Pass(manager, SINGLE, DataType.FLOAT32);
      return new Deviations(
          OUTPUTS.stream().mapToDouble(twice::relativeError).max().orElseThrow(),
          OUTPUTS.stream()
              .mapToDouble(output -> once.rounding(output) / once.publishedRounding(output))
              .max()
              .orElseThrow(),
          difference(twice.gradient(), exact),
          difference(once.gradient(), exact));
    }
  }

  private static double difference(double[] some, double[] exact) {
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(some[i] - exact[i]));
    }
    return largest / Arrays.stream(exact).map(Math::abs).max().orElseThrow();
  }

  /** The network on one device, in one precision. */
  private final class Pass {
    private final String precision;
    private final Weights tensors;
    private final Weights given;
    private final CouplingFlow flow;
    private final Condition condition;

    Pass(NDManager manager, String precision, DataType type) {
      this.precision = precision;
      tensors = Weights.decode(manager, weights).as(type);
      given = Weights.decode(manager, vectors);
      boolean conditional = given.has(precision + ".condition");
      condition = conditional ? Condition.on(given("condition")) : Condition.none();
      int dimension = (int) given("forward.in").size(1);
      int conditions = conditional ? (int) given("condition").size(1) : 0;
      flow = new CouplingFlow(manager, tensors, dimension, conditions, architecture());
    }

    private GlowArchitecture architecture() {
      int blocks = 0;
      while (tensors.has("block." + blocks + ".permutation")) {
        blocks++;
      }
      int hidden = (int) tensors.tensor("block.0.s1.linear0.bias").size();
      return new GlowArchitecture(blocks, hidden, CLAMP, 1);
    }

    private NDArray given(String vector) {
      return given.tensor(precision + "." + vector);
    }

    double relativeError(String output) {
      NDArray expected = given(output);
      return number(computed(output).sub(expected).abs().div(expected.abs()).max());
    }

    double rounding(String output) {
      return rounding(output, computed(output));
    }

    double publishedRounding(String output) {
      return rounding(output, given(output));
    }

    private double rounding(String output, NDArray rounded) {
      NDArray exact = given.tensor(DOUBLE + "." + output);
      return number(rounded.toType(DataType.FLOAT64, false).sub(exact).abs().max());
    }

    private static double number(NDArray scalar) {
      return Tensors.flat(scalar)[0];
    }

    private NDArray computed(String output) {
      return switch (output) {
        case FORWARD -> flow.forward(given("forward.in"), condition).value();
        case VOLUME -> flow.forward(given("forward.in"), condition).logAbsDetJacobian();
        default -> flow.inverse(given("inverse.in"), condition);
      };
    }

    /** Of all outputs of the forward pass, summed up, by its inputs, row by row. */
    double[] gradient() {
      GradientTape.watch(tensors.trainable());
      NDArray input = given("forward.in").duplicate();
      try (GradientTape tape = GradientTape.open()) {
        input.setRequiresGradient(true);
        Transformed found = flow.forward(input.mul(Tensors.scalar(1, input)), condition);
        tape.backward(found.value().sum().add(found.logAbsDetJacobian().sum()));
      }
      try (NDArray gradient = input.getGradient()) {
        return Tensors.flat(gradient);
      }
    }
  }
}
