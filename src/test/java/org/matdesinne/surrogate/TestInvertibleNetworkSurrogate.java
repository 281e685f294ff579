package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.flow.GlowArchitecture;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.generator.Scaling;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

class TestInvertibleNetworkSurrogate {
  private static final double FREE = -1e9;
  private static final double[][] POINTS = points();

  private static double[][] points() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(2L);
    return Stream.generate(() -> random.doubles(3, -1, 1).toArray())
        .limit(20)
        .toArray(double[][]::new);
  }

  private static Surrogate surrogate(double floor) {
    NDManager manager = TorchRuntime.manager();
    GlowArchitecture size = new GlowArchitecture(2, 16, 2, 0.5);
    Weights weights =
        CouplingFlow.initialize(manager, 3, 0, size, RandomSource.XO_SHI_RO_256_PP.create(3L));
    Scaling scaling = new Scaling(new double[] {0, 0, 0}, new double[] {1, 2, 0.5}, 1, 3);
    return new InvertibleNetworkSurrogate(
        new InvertibleNetwork(new NetworkState(manager, weights, scaling), size), floor);
  }

  @Test
  void noPredictionLiesBelowTheFloorAndTheOthersAreLeftAlone() {
    try (Surrogate free = surrogate(FREE);
        Surrogate cut = surrogate(1)) {
      double[] value = free.predict(POINTS).value();
      double[] above = cut.predict(POINTS).value();
      assertThat(Arrays.stream(value).filter(v -> v < 1).count()).isBetween(1L, 19L);
      for (int i = 0; i < value.length; i++) {
        assertThat(above[i]).isEqualTo(Math.max(value[i], 1));
      }
      assertThat(cut.differentiate(POINTS).value()).isEqualTo(above);
    }
  }

  @Test
  void theGradientIsThatOfTheUncutPrediction() {
    double step = 1e-3;
    try (Surrogate free = surrogate(FREE);
        Surrogate cut = surrogate(1)) {
      double[][] gradient = cut.differentiate(POINTS).gradient();
      assertThat(gradient).isDeepEqualTo(free.differentiate(POINTS).gradient());
      List<Double> differences = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        double[] more = free.predict(moved(j, step)).value();
        double[] less = free.predict(moved(j, -step)).value();
        for (int i = 0; i < POINTS.length; i++) {
          differences.add(Math.abs(gradient[i][j] - (more[i] - less[i]) / (2 * step)));
        }
      }
      // Here and there a kink of the network lies within the step.
      differences.sort(null);
      assertThat(differences.get(differences.size() * 3 / 4)).isLessThan(5e-3);
    }
  }

  private static double[][] moved(int parameter, double step) {
    double[][] moved = new double[POINTS.length][];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = POINTS[i].clone();
      moved[i][parameter] += step;
    }
    return moved;
  }
}
