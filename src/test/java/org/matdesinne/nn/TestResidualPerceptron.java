package org.matdesinne.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestResidualPerceptron {
  private static final int ROWS = 6;
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 2;

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(6L);

  private Weights weights(NDManager manager, int layers) {
    int[] widths = new int[layers + 2];
    Arrays.fill(widths, 5);
    widths[0] = INPUTS;
    widths[layers + 1] = OUTPUTS;
    Weights weights = new Weights();
    Perceptron.initialize(weights, manager, "net", widths, Perceptron::inverseRoot, random);
    return weights.as(DataType.FLOAT64);
  }

  private static ResidualPerceptron network(NDManager manager, Weights weights) {
    return new ResidualPerceptron(manager, weights, "net", INPUTS, OUTPUTS);
  }

  private NDArray points(NDManager manager) {
    double[] values =
        ZigguratSampler.NormalizedGaussian.of(random).samples((long) ROWS * INPUTS).toArray();
    return manager.create(values, new Shape(ROWS, INPUTS));
  }

  /** The same written out in recorded operations. */
  private static NDArray recorded(Weights weights, int layers, NDArray x) {
    NDArray a = x;
    for (int k = 0; k < layers; k++) {
      NDArray z = linear(weights, k, a);
      NDArray p = z.mul(ai.djl.nn.Activation.sigmoid(z));
      a = k == 0 ? p : a.add(p);
    }
    return linear(weights, layers, a);
  }

  private static NDArray linear(Weights weights, int layer, NDArray x) {
    String name = "net.linear" + layer;
    return x.matMul(weights.tensor(name + ".weight").transpose())
        .add(weights.tensor(name + ".bias"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void outputsAndAllDerivativesAreThoseOfTheRecordedGraph(int layers) {
    try (NDManager manager = TorchRuntime.manager()) {
      Weights weights = weights(manager, layers);
      NDArray x = points(manager);
      NDArray factors = points(manager).get(":, :2");
      ResidualPerceptron network = network(manager, weights);
      double[] alone = Tensors.flat(network.apply(x));
      List<NDArray> tensors = List.copyOf(weights.trainable());
      List<NDArray> gradients = GradientTape.watch(tensors);
      double[][][] found = new double[2][][];
      for (int way = 0; way < 2; way++) {
        try (GradientTape tape = GradientTape.open()) {
          NDArray input = x.duplicate();
          input.setRequiresGradient(true);
          // Recorded operations before the network and behind it.
          NDArray u = input.mul(Tensors.scalar(2, input));
          NDArray y = way == 0 ? network.apply(u) : recorded(weights, layers, u);
          tape.backward(y.mul(factors).square());
          found[way] = new double[tensors.size() + 2][];
          for (int k = 0; k < tensors.size(); k++) {
            found[way][k] = Tensors.flat(gradients.get(k));
            gradients.get(k).muli(0);
          }
          found[way][tensors.size()] = Tensors.flat(input.getGradient());
          found[way][tensors.size() + 1] = Tensors.flat(y.stopGradient());
        }
      }
      for (int k = 0; k < found[0].length; k++) {
        assertThat(found[0][k]).as("tensor %d", k).containsExactly(found[1][k], within(1e-10));
      }
      assertThat(alone)
          .containsExactly(
              Tensors.flat(recorded(weights, layers, x).stopGradient()), within(1e-12));
    }
  }

  @Test
  void hiddenLayersOfSeveralWidthsAreRefused() {
    try (NDManager manager = TorchRuntime.manager()) {
      Weights weights = new Weights();
      int[] widths = {INPUTS, 5, 4, OUTPUTS};
      Perceptron.initialize(weights, manager, "net", widths, Perceptron::inverseRoot, random);
      assertThatThrownBy(() -> network(manager, weights))
          .hasMessage("a residual layer under 'net' has shape (4, 5)");
    }
  }
}
