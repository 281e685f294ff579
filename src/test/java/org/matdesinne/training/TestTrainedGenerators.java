package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.flow.GlowArchitecture;
import org.matdesinne.flow.SplineArchitecture;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.ConditionalInvertibleNetwork;
import org.matdesinne.generator.FlowMatching;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.generator.MixtureDensityNetwork;
import org.matdesinne.generator.VariationalAutoencoder;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.Adam;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/** What every generator must learn: p(x | y) where y is the sum of two of three coordinates. */
class TestTrainedGenerators {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("u", "1", -2, 2, 0, Role.LATTICE, 1),
              new DesignParameter("v", "1", 60, 140, 100, Role.LATTICE, 1),
              new DesignParameter("w", "1", -2, 2, 0, Role.LATTICE, 1)));
  private static final ConditionEncoding ENCODING =
      new ConditionEncoding(ConditionEncoding.Kind.VALUE, Amounts.of(0));
  private static final TrainingSettings TRAINING =
      new TrainingSettings(
          60,
          100,
          5e-3,
          0.05,
          0,
          0,
          TargetNoise.NONE,
          TrainingSettings.Augmentation.NONE,
          0,
          TrainingSettings.Keep.BEST,
          new Adam.Settings(0.9, 0.95, 1e-6, 0, 15));

  private record Trained(Objective objective, Generator generator) {}

  private interface Kind {
    Trained of(NDManager manager, UniformRandomProvider random, Scaling scaling);
  }

  private record Named(String name, Kind kind) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> kinds() {
    return Stream.of(
        new Named("cINN", TestTrainedGenerators::cinn),
        new Named("spline cINN", TestTrainedGenerators::spline),
        new Named("INN", TestTrainedGenerators::inn),
        new Named("MDN", TestTrainedGenerators::mdn),
        new Named("CVAE", TestTrainedGenerators::cvae),
        new Named("flow matching", TestTrainedGenerators::flowMatching));
  }

  private static Trained cinn(NDManager manager, UniformRandomProvider random, Scaling scaling) {
    GlowArchitecture size = new GlowArchitecture(4, 32, 2, 0.1);
    Weights weights = CouplingFlow.initialize(manager, 3, 1, size, random);
    ConditionalInvertibleNetwork network =
        new ConditionalInvertibleNetwork(
            new NetworkState(manager, weights, scaling), ENCODING, size);
    return new Trained(new MaximumLikelihood(network), network);
  }

  private static Trained spline(NDManager manager, UniformRandomProvider random, Scaling scaling) {
    SplineArchitecture size = new SplineArchitecture(3, 32, 6, 3, 2.0, 0.1);
    Weights weights = CouplingFlow.initialize(manager, 3, 1, size, random);
    ConditionalInvertibleNetwork network =
        new ConditionalInvertibleNetwork(
            new NetworkState(manager, weights, scaling), ENCODING, size);
    return new Trained(new MaximumLikelihood(network), network);
  }

  private static Trained inn(NDManager manager, UniformRandomProvider random, Scaling scaling) {
    GlowArchitecture size = new GlowArchitecture(4, 32, 2, 0.1);
    Weights weights = CouplingFlow.initialize(manager, 3, 0, size, random);
    InvertibleNetwork network =
        new InvertibleNetwork(new NetworkState(manager, weights, scaling), size);
    return new Trained(
        new InvertibleRegression(network, Amounts.of(-10), TargetNoise.NONE), network);
  }

  private static Trained mdn(NDManager manager, UniformRandomProvider random, Scaling scaling) {
    MixtureDensityNetwork.Architecture size = new MixtureDensityNetwork.Architecture(6, 16);
    Weights weights = size.initialize(manager, 3, 1, random);
    MixtureDensityNetwork network =
        new MixtureDensityNetwork(new NetworkState(manager, weights, scaling), ENCODING, size);
    return new Trained(new MaximumLikelihood(network), network);
  }

  private static Trained cvae(NDManager manager, UniformRandomProvider random, Scaling scaling) {
    VariationalAutoencoder.Architecture size = new VariationalAutoencoder.Architecture(32, 2);
    Weights weights = size.initialize(manager, 3, 1, random);
    VariationalAutoencoder network =
        new VariationalAutoencoder(new NetworkState(manager, weights, scaling), ENCODING, size);
    return new Trained(new EvidenceLowerBound(network), network);
  }

  private static Trained flowMatching(
      NDManager manager, UniformRandomProvider random, Scaling scaling) {
    FlowMatching.Architecture size = new FlowMatching.Architecture(64, 2, 2, 8);
    Weights weights = size.initialize(manager, 3, 1, random);
    FlowMatching network =
        new FlowMatching(new NetworkState(manager, weights, scaling), ENCODING, size);
    return new Trained(new VelocityRegression(network), network);
  }

  private static Scaling scaling(Examples examples) {
    return Scaling.fit(Scaling.Coordinates.PROBIT, examples.x(), examples.y());
  }

  /** x0 and x1 in unlike units and uniform, x2 tells nothing; y is the sum in common units. */
  private static Examples examples(int rows, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[][] x = new double[rows][];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] u = random.doubles(3, -1, 1).toArray();
      x[i] = new double[] {u[0], 100 + 20 * u[1], u[2]};
      y[i] = u[0] + u[1];
    }
    return new Examples(x, y);
  }

  private static double property(double[] x) {
    return x[0] + (x[1] - 100) / 20;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void samplesHaveThePropertyAskedForAndSpreadOverTheRest(Named named) {
    Examples training = examples(1500, 1);
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
      Trained trained = named.kind.of(manager, random, scaling(training));
      new Trainer(TRAINING, SPACE, random)
          .train(trained.objective, training, examples(300, 2), manager, epoch -> {});
      Generator generator = trained.generator;
      for (double target : new double[] {-0.6, 0.5}) {
        double[][] z =
            new LatentSource(3).draw(LatentSource.key(target), 0, 500, generator.latentDimension());
        double[][] x = generator.generate(z, target);
        // The property of unconditional rows is 0.8 away from these targets on average.
        double error =
            Arrays.stream(x).mapToDouble(p -> Math.abs(property(p) - target)).average().orElse(9);
        assertThat(error).as("mean error at %s", target).isLessThan(0.3);
        // For y = −0.6, x0 is uniform from −1 to 0.4; x2 from −1 to 1 whatever the target.
        assertThat(deviation(x, 0)).isBetween(0.25, 0.7);
        assertThat(deviation(x, 2)).isBetween(0.4, 0.8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPointDependsOnItsOwnLatentAlone(Named named) {
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
      Examples some = examples(50, 1);
      Generator generator = named.kind.of(manager, random, scaling(some)).generator;
      double[][] z =
          new LatentSource(3).draw(LatentSource.key(0.5), 0, 64, generator.latentDimension());
      double[][] together = generator.generate(z, 0.5);
      double[][] alone = generator.generate(Arrays.copyOfRange(z, 40, 41), 0.5);
      for (int j = 0; j < 3; j++) {
        assertThat(alone[0][j]).isBetween(together[40][j] - 1e-3, together[40][j] + 1e-3);
      }
    }
  }

  private static double deviation(double[][] rows, int column) {
    double[] values = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return Math.sqrt(variance);
  }
}
