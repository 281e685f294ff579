package org.matdesinne.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

class TestMixtureDensityNetwork {
  private static final double TARGET = 0.7;
  private static final double STEP = 0.05;

  /** Density and samples of one random mixture over one parameter. */
  @Test
  void theDensityIsThatOfTheSamples() {
    MixtureDensityNetwork.Architecture size = new MixtureDensityNetwork.Architecture(3, 8);
    Scaling scaling = new Scaling(new double[] {5}, new double[] {2}, 0, 1);
    try (NDManager manager = TorchRuntime.manager()) {
      MixtureDensityNetwork network =
          new MixtureDensityNetwork(
              new NetworkState(
                  manager,
                  size.initialize(manager, 1, 1, RandomSource.XO_SHI_RO_256_PP.create(4L)),
                  scaling),
              new ConditionEncoding(ConditionEncoding.Kind.VALUE, Amounts.of(0)),
              size);
      double[][] grid = new double[2000][];
      Arrays.setAll(grid, i -> new double[] {-45 + i * STEP});
      double[] density =
          Tensors.flat(
              network
                  .logDensity(
                      network.state().points(grid),
                      manager.full(new Shape(grid.length, 1), (float) TARGET))
                  .exp());
      double mass = Arrays.stream(density).sum() * STEP;
      assertThat(mass).isCloseTo(1, within(1e-3));

      double[][] z =
          new LatentSource(2).draw(LatentSource.key(TARGET), 0, 20_000, network.latentDimension());
      double[][] samples = network.generate(z, TARGET);
      double belowFive = 0;
      for (int i = 0; i < grid.length && grid[i][0] < 5; i++) {
        belowFive += density[i] * STEP;
      }
      double share = Arrays.stream(samples).filter(x -> x[0] < 5).count() / 20_000.0;
      assertThat(share).isCloseTo(belowFive, within(0.02));
    }
  }
}
