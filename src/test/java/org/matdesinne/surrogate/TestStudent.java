package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

class TestStudent {
  private static final int ROWS = 300;
  private static final double TOLERANCE = 1e-10;
  private static final double UNLIMITED = Double.NEGATIVE_INFINITY;
  private static final double SCALE = 2;

  private static NetworkState state(NDManager manager) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(3L);
    return new NetworkState(
        manager,
        StudentNetwork.initialize(manager, new DenseNetwork.Architecture(24, 3), 2, 1, random)
            .as(DataType.FLOAT64),
        new Scaling(new double[] {0.5, -1}, new double[] {1, 4}, 3, SCALE));
  }

  private static NDArray points(NDManager manager) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4L);
    return manager
        .create(
            IntStream.range(0, ROWS)
                .mapToObj(i -> random.doubles(2, -3, 3).toArray())
                .toArray(double[][]::new))
        .toType(DataType.FLOAT64, true);
  }

  private static void requireAgreement(
      ValueAndGradient found, NDArray x, Function<NDArray, NDArray> expected) {
    try (GradientTape tape = GradientTape.open()) {
      NDArray input = x.duplicate();
      input.setRequiresGradient(true);
      NDArray value = expected.apply(input);
      tape.backward(value);
      assertThat(Tensors.flat(found.value()))
          .containsExactly(Tensors.flat(value.stopGradient()), within(TOLERANCE));
      assertThat(Tensors.flat(found.gradient()))
          .containsExactly(Tensors.flat(input.getGradient()), within(TOLERANCE));
    }
  }

  @Test
  void valuesAndDerivativesAreThoseOfTheRecordedGraph() {
    try (NDManager manager = TorchRuntime.manager()) {
      StudentNetwork network = new StudentNetwork(state(manager));
      Student student = new Student(network, new double[] {UNLIMITED});
      NDArray x = points(manager);
      Differential found = student.differentiate(new PointBatch(x));
      requireAgreement(found.predictions().get(0), x, input -> network.apply(input).properties());
      requireAgreement(
          found.uncertainties().orElseThrow().get(0),
          x,
          input ->
              network
                  .apply(input)
                  .logUncertainty()
                  .exp()
                  .mul(manager.create(SCALE).toType(DataType.FLOAT64, false)));
      Evaluation alone = student.evaluate(new PointBatch(x));
      assertThat(Tensors.flat(alone.value()))
          .containsExactly(Tensors.flat(found.predictions().get(0).value()), within(TOLERANCE));
      assertThat(Tensors.flat(alone.uncertainty().orElseThrow()))
          .containsExactly(
              Tensors.flat(found.uncertainties().orElseThrow().get(0).value()), within(TOLERANCE));
    }
  }

  @Test
  void aPredictionIsCutOffAtTheFloorAndItsDerivativeIsNot() {
    try (NDManager manager = TorchRuntime.manager()) {
      StudentNetwork network = new StudentNetwork(state(manager));
      NDArray x = points(manager);
      Differential free =
          new Student(network, new double[] {UNLIMITED}).differentiate(new PointBatch(x));
      Differential cut = new Student(network, new double[] {3}).differentiate(new PointBatch(x));
      double[] expected =
          IntStream.range(0, ROWS)
              .mapToDouble(i -> Math.max(3, free.evaluation().predicted()[i][0]))
              .toArray();
      assertThat(Tensors.flat(cut.evaluation().value())).containsExactly(expected).contains(3);
      assertThat(Tensors.flat(cut.predictions().get(0).gradient()))
          .containsExactly(Tensors.flat(free.predictions().get(0).gradient()));
    }
  }
}
