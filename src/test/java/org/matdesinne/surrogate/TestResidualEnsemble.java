package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Ranges;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

class TestResidualEnsemble {
  private static final int MEMBERS = 3;
  private static final int PARAMETERS = 4;

  private static Scaling scaling(boolean probit) {
    double[] mean = {0.5, -1, 2, 0.25};
    double[] scale = {1, 2, 0.5, 4};
    Ranges box = new Ranges(new double[] {-4, -8, 0, -8}, new double[] {4, 8, 4, 8});
    return new Scaling(probit ? box : null, mean, scale, Amounts.of(3), Amounts.of(2));
  }

  private static List<NetworkState> members(
      NDManager manager, DataType type, int layers, boolean probit) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(3L);
    return IntStream.range(0, MEMBERS)
        .mapToObj(
            k -> {
              Weights weights =
                  new DenseNetwork.Architecture(24, layers)
                      .initialize(manager, PARAMETERS, 1, random)
                      .as(type);
              return new NetworkState(manager, weights, scaling(probit));
            })
        .toList();
  }

  private static NDArray points(NDManager manager, int rows, DataType type) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4L);
    double[][] points =
        IntStream.range(0, rows)
            .mapToObj(i -> random.doubles(PARAMETERS, -2, 2).toArray())
            .toArray(double[][]::new);
    return manager.create(points).toType(type, true);
  }

  /** Also of more rows than a block has, and of networks of a single hidden layer. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT64, 4, false, 300, 1e-10",
    "FLOAT64, 4, true, 300, 1e-10",
    "FLOAT64, 1, false, 7, 1e-10",
    "FLOAT32, 4, false, 700, 2e-5",
    "FLOAT32, 4, true, 1, 2e-5"
  })
  void agreesWithTheRecordedGraph(
      DataType type, int layers, boolean probit, int rows, double tolerance) {
    try (NDManager manager = TorchRuntime.manager()) {
      List<NetworkState> members = members(manager, type, layers, probit);
      ResidualEnsemble ensemble = new ResidualEnsemble(members);
      NDArray x = points(manager, rows, type);
      ValueAndGradient found = ensemble.valueAndGradient(x);
      double[][] values = Tensors.rows(found.value().squeeze(1));
      double[][] alone = Tensors.rows(ensemble.value(x).squeeze(1));
      for (int k = 0; k < MEMBERS; k++) {
        try (GradientTape tape = GradientTape.open()) {
          NDArray input = x.duplicate();
          input.setRequiresGradient(true);
          NDArray value = new DenseNetwork(members.get(k)).properties(input);
          tape.backward(value);
          double[] expected = Tensors.flat(value.stopGradient());
          assertThat(values[k]).containsExactly(expected, within(tolerance));
          assertThat(alone[k]).containsExactly(expected, within(tolerance));
          assertThat(Tensors.flat(found.gradient().get(k)))
              .containsExactly(Tensors.flat(input.getGradient()), within(tolerance));
        }
      }
    }
  }
}
