package org.matdesinne.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

class TestCouplingFlow {
  private static final int ROWS = 5;
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 1e-6;
  private static final double BOUND = 1.5;

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(6L);

  private record Case(CouplingArchitecture size, int dimension, int conditions) {}

  /** A flow in double precision: the derivatives of its passes are held against differences. */
  private record Flows(Weights weights, CouplingFlow flow, NDArray x, Condition condition) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new GlowArchitecture(2, 3, 2.0, 0.5), 3, 2),
        new Case(new GlowArchitecture(1, 4, 1.0, 0.5), 2, 0),
        new Case(new SplineArchitecture(2, 3, 4, BOUND, 0.0, 0.5), 3, 2),
        new Case(new SplineArchitecture(2, 3, 2, BOUND, 0.0, 0.5), 2, 0),
        new Case(new SplineArchitecture(2, 3, 3, BOUND, 1.0, 0.5), 5, 1));
  }

  private Flows flows(NDManager manager, Case of) {
    Weights weights =
        CouplingFlow.initialize(manager, of.dimension, of.conditions, of.size, random)
            .as(DataType.FLOAT64);
    return new Flows(
        weights,
        new CouplingFlow(manager, weights, of.dimension, of.conditions, of.size),
        matrix(manager, of.dimension),
        of.conditions == 0 ? Condition.none() : Condition.on(matrix(manager, of.conditions)));
  }

  /** Inside a spline's interval and outside. */
  private NDArray matrix(NDManager manager, int columns) {
    return manager.create(
        IntStream.range(0, ROWS)
            .mapToObj(i -> random.doubles(columns, -1.5 * BOUND, 1.5 * BOUND).toArray())
            .toArray(double[][]::new));
  }

  /**
   * Without the derivative by the weights a flow would never be trained.
   *
   * @param result a scalar, from the flow and its input
   */
  private static void requireDerivatives(
      Flows flows, BiFunction<CouplingFlow, NDArray, NDArray> result) {
    List<NDArray> by = new ArrayList<>(flows.weights.trainable());
    List<NDArray> found;
    NDArray input = flows.x.duplicate();
    GradientTape.watch(by);
    try (GradientTape tape = GradientTape.open()) {
      input.setRequiresGradient(true);
      // Recorded operations before the flow and behind it.
      tape.backward(result.apply(flows.flow, input.mul(Tensors.scalar(1, input))).square());
      found = new ArrayList<>(GradientTape.gradients(by));
    }
    by.add(input);
    found.add(input.getGradient());
    for (int k = 0; k < by.size(); k++) {
      NDArray tensor = by.get(k);
      double[] values = Tensors.flat(tensor.stopGradient());
      double[] expected = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        expected[i] =
            (at(flows, result, input, tensor, values, i, STEP)
                    - at(flows, result, input, tensor, values, i, -STEP))
                / (2 * STEP);
      }
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(Tensors.flat(found.get(k)))
          .as("derivatives by tensor %d, %s", k, tensor.getShape())
          .containsExactly(expected, within(TOLERANCE * Math.max(1, largest)));
      assertThat(expected)
          .as("tensor %d decides something", k)
          .isNotEqualTo(new double[expected.length]);
    }
  }

  private static double at(
      Flows flows,
      BiFunction<CouplingFlow, NDArray, NDArray> result,
      NDArray input,
      NDArray tensor,
      double[] values,
      int number,
      double by) {
    double[] moved = values.clone();
    moved[number] += by;
    tensor.set(moved);
    double found = result.apply(flows.flow, input.stopGradient()).square().getDouble();
    tensor.set(values);
    return found;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesOfAPassAndItsVolumeAreThoseOfDifferences(Case of) {
    try (NDManager manager = TorchRuntime.manager()) {
      Flows flows = flows(manager, of);
      requireDerivatives(
          flows,
          (flow, x) -> {
            Transformed found = flow.forward(x, flows.condition);
            return found.value().square().sum().add(found.logAbsDetJacobian().sum());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesOfAnInversePassAreThoseOfDifferences(Case of) {
    try (NDManager manager = TorchRuntime.manager()) {
      Flows flows = flows(manager, of);
      requireDerivatives(flows, (flow, z) -> flow.inverse(z, flows.condition).square().sum());
    }
  }

  /** One flow in both directions, as an INN is trained: what depends on what is found. */
  @ParameterizedTest
  @MethodSource("cases")
  void derivativesOfPassesOneAfterTheOtherAreThoseOfDifferences(Case of) {
    try (NDManager manager = TorchRuntime.manager()) {
      Flows flows = flows(manager, of);
      requireDerivatives(
          flows,
          (flow, x) -> {
            Transformed once = flow.forward(x, flows.condition);
            Transformed twice = flow.forward(once.value(), flows.condition);
            NDArray back = flow.inverse(once.value().sub(x), flows.condition);
            return twice.value().mul(once.value()).sum().add(back.square().sum());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anInverseLeadsBackAtTheEndsOfAnIntervalAndOutsideToo(Case of) {
    try (NDManager manager = TorchRuntime.manager()) {
      Flows flows = flows(manager, of);
      double[][] rows = new double[ROWS][of.dimension];
      double[] values = {-BOUND, BOUND, -BOUND + 1e-9, 2 * BOUND, 0};
      IntStream.range(0, ROWS)
          .forEach(
              i -> IntStream.range(0, of.dimension).forEach(j -> rows[i][j] = values[(i + j) % 5]));
      NDArray x = manager.create(rows);
      NDArray back =
          flows.flow.inverse(flows.flow.forward(x, flows.condition).value(), flows.condition);
      assertThat(Tensors.flat(back)).containsExactly(Tensors.flat(x), within(1e-9));
    }
  }

  @Test
  void parametersOfZeroGiveTheIdentity() {
    try (NDManager manager = TorchRuntime.manager()) {
      Flows flows = flows(manager, new Case(new SplineArchitecture(1, 4, 6, 3, 1.0, 0.5), 4, 0));
      flows.weights.trainable().forEach(weight -> weight.muli(0));
      Transformed found = flows.flow.forward(flows.x, Condition.none());
      long[] order = flows.weights.tensor("block.0.permutation").toLongArray();
      double[][] rows = Tensors.rows(flows.x);
      double[][] expected =
          Stream.of(rows)
              .map(row -> IntStream.range(0, 4).mapToDouble(j -> row[(int) order[j]]).toArray())
              .toArray(double[][]::new);
      for (int i = 0; i < ROWS; i++) {
        assertThat(Tensors.rows(found.value())[i]).containsExactly(expected[i], within(1e-9));
      }
      assertThat(Tensors.flat(found.logAbsDetJacobian()))
          .containsExactly(new double[ROWS], within(1e-9));
    }
  }

  @Test
  void namesTheTensorThatHasTheWrongShape() {
    try (NDManager manager = TorchRuntime.manager()) {
      GlowArchitecture size = new GlowArchitecture(1, 8, 2.0, 0.1);
      Weights weights = CouplingFlow.initialize(manager, 7, 0, size, random);
      assertThatThrownBy(() -> new CouplingFlow(manager, weights, 7, 1, size))
          .hasMessage("tensor 'block.0.s1.linear0.weight' has shape (8, 3), not (8, 4)");
    }
  }

  @Test
  void rejectsAnOrderThatIsNoPermutation() {
    try (NDManager manager = TorchRuntime.manager()) {
      GlowArchitecture size = new GlowArchitecture(1, 8, 2.0, 0.1);
      Weights weights = CouplingFlow.initialize(manager, 3, 0, size, random);
      weights.tensor("block.0.permutation").set(new long[] {0, 0, 2});
      assertThatThrownBy(() -> new CouplingFlow(manager, weights, 3, 0, size))
          .hasMessage("not a permutation of 0..2: [0, 0, 2]");
    }
  }
}
