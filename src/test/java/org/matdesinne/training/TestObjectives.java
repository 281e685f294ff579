package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.matdesinne.training.TrainingSettings.Augmentation.NONE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
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
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.generator.MixtureDensityNetwork;
import org.matdesinne.generator.VariationalAutoencoder;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.Adam;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

class TestObjectives {
  private static final GlowArchitecture GLOW = new GlowArchitecture(3, 32, 2.0, 0.3);
  private static final SplineArchitecture SPLINE = new SplineArchitecture(3, 32, 5, 3, 2.0, 0.3);
  private static final MixtureDensityNetwork.Architecture MIXTURE =
      new MixtureDensityNetwork.Architecture(3, 16);
  private static final VariationalAutoencoder.Architecture AUTOENCODER =
      new VariationalAutoencoder.Architecture(32, 2);
  private static final FlowMatching.Architecture VELOCITY =
      new FlowMatching.Architecture(32, 2, 2, 4);
  private static final DenseNetwork.Architecture DENSE = new DenseNetwork.Architecture(32, 3);
  private static final double FLOOR = -2;
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("u", "1", -2, 2, 0, Role.LATTICE, 1),
              new DesignParameter("v", "1", 60, 140, 100, Role.LATTICE, 1),
              new DesignParameter("w", "1", -2, 2, 0, Role.LATTICE, 1)));
  private static final ConditionEncoding ENCODING =
      new ConditionEncoding(ConditionEncoding.Kind.VALUE_AND_FLOOR, Amounts.of(FLOOR));
  private static final Adam.Settings ADAM = new Adam.Settings(0.9, 0.95, 1e-6, 1e-5, 15);

  /** A kind of network with its objective. */
  private record Kind(
      String name, BiFunction<NDManager, UniformRandomProvider, Weights> weights, Maker maker) {

    Objective objective(NDManager manager, Examples examples) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
      Scaling scaling = Scaling.fit(Scaling.Coordinates.STANDARDIZED, examples.x(), examples.y());
      return maker.objective(new NetworkState(manager, weights.apply(manager, random), scaling));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private interface Maker {
    Objective objective(NetworkState state);
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(
            "cINN",
            (manager, random) -> CouplingFlow.initialize(manager, 3, 2, GLOW, random),
            state ->
                new MaximumLikelihood(new ConditionalInvertibleNetwork(state, ENCODING, GLOW))),
        new Kind(
            "INN",
            (manager, random) -> CouplingFlow.initialize(manager, 3, 0, GLOW, random),
            state ->
                new InvertibleRegression(
                    new InvertibleNetwork(state, GLOW), Amounts.of(FLOOR), TargetNoise.NONE)),
        new Kind(
            "INN with noise on its targets",
            (manager, random) -> CouplingFlow.initialize(manager, 3, 0, GLOW, random),
            state ->
                new InvertibleRegression(
                    new InvertibleNetwork(state, GLOW),
                    Amounts.of(FLOOR),
                    new TargetNoise(Amounts.of(5e-3), 2e-3))),
        new Kind(
            "spline cINN",
            (manager, random) -> CouplingFlow.initialize(manager, 3, 2, SPLINE, random),
            state ->
                new MaximumLikelihood(new ConditionalInvertibleNetwork(state, ENCODING, SPLINE))),
        new Kind(
            "MDN",
            (manager, random) -> MIXTURE.initialize(manager, 3, 2, random),
            state -> new MaximumLikelihood(new MixtureDensityNetwork(state, ENCODING, MIXTURE))),
        new Kind(
            "CVAE",
            (manager, random) -> AUTOENCODER.initialize(manager, 3, 2, random),
            state ->
                new EvidenceLowerBound(new VariationalAutoencoder(state, ENCODING, AUTOENCODER))),
        new Kind(
            "flow matching",
            (manager, random) -> VELOCITY.initialize(manager, 3, 2, random),
            state -> new VelocityRegression(new FlowMatching(state, ENCODING, VELOCITY))),
        new Kind(
            "dense network",
            (manager, random) -> DENSE.initialize(manager, 3, 1, random),
            state ->
                new CensoredRegression(
                    new DenseNetwork(state), Amounts.of(FLOOR), Amounts.of(0.05))));
  }

  /** y = x0² + x1 − 0.3 x2 on a box of unlike units. */
  private static Examples examples(int rows, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[][] x = new double[rows][];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] u = random.doubles(3, -1, 1).toArray();
      x[i] = new double[] {u[0], 100 + 20 * u[1], 0.01 * u[2]};
      y[i] = u[0] * u[0] + u[1] - 0.3 * u[2];
    }
    return new Examples(x, y);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void trainingLowersTheScoreAndIsReproducible(Kind kind) {
    Examples training = examples(600, 1);
    Examples validation = examples(200, 2);
    Trainer.Outcome first = train(kind, training, validation);
    Trainer.Outcome again = train(kind, training, validation);
    assertThat(first.weights()).isEqualTo(again.weights());

    List<Epoch> curve = first.curve();
    double start = curve.get(0).validationScore();
    double best = curve.get(first.epoch() - 1).validationScore();
    assertThat(best).isLessThan(start - 0.1);
    assertThat(curve).allMatch(epoch -> epoch.validationScore() >= best);
  }

  private static Trainer.Outcome train(Kind kind, Examples training, Examples validation) {
    TrainingSettings settings =
        new TrainingSettings(
            25, 100, 5e-3, 0.1, 0, 0, TargetNoise.NONE, NONE, 0, TrainingSettings.Keep.BEST, ADAM);
    try (NDManager manager = TorchRuntime.manager()) {
      Objective objective = kind.objective(manager, training);
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(9L);
      return new Trainer(settings, SPACE, random)
          .train(objective, training, validation, manager, epoch -> {});
    }
  }

  /** DJL lends PyTorch memory of the JVM for some operands; none may be needed on the way back. */
  @ParameterizedTest
  @MethodSource("kinds")
  void gradientsDoNotDependOnTheGarbageCollector(Kind kind) {
    Examples batch = examples(300, 3);
    double[] expected = gradient(kind, batch, () -> {});
    for (int i = 0; i < 2; i++) {
      assertThat(gradient(kind, batch, TestObjectives::churnMemory)).containsExactly(expected);
    }
  }

  private static double[] gradient(Kind kind, Examples batch, Runnable between) {
    try (NDManager manager = TorchRuntime.manager();
        GradientTape tape = GradientTape.open()) {
      Objective objective = kind.objective(manager, batch);
      GradientTape.watch(objective.weights().trainable());
      NDArray loss = objective.loss(batch, RandomSource.XO_SHI_RO_256_PP.create(11L));
      between.run();
      tape.backward(loss);
      return objective.weights().trainable().stream()
          .map(weight -> Tensors.flat(weight.getGradient()))
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }

  /** A loss of the same network on the same batch, and the next number of its source. */
  private record Drawn(double loss, long next) {}

  private static Drawn drawn(TargetNoise noise, Examples batch) {
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider initial = RandomSource.XO_SHI_RO_256_PP.create(5L);
      Scaling scaling = Scaling.fit(Scaling.Coordinates.STANDARDIZED, batch.x(), batch.y());
      Weights weights = CouplingFlow.initialize(manager, 3, 0, GLOW, initial);
      NetworkState state = new NetworkState(manager, weights, scaling);
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(11L);
      double loss =
          new InvertibleRegression(new InvertibleNetwork(state, GLOW), Amounts.of(FLOOR), noise)
              .loss(batch, random)
              .getFloat();
      return new Drawn(loss, random.nextLong());
    }
  }

  @Test
  void withoutNoiseOnTargetsNothingButLatentsIsDrawn() {
    Examples batch = examples(300, 3);
    UniformRandomProvider latents = RandomSource.XO_SHI_RO_256_PP.create(11L);
    try (NDManager manager = TorchRuntime.manager()) {
      Noise.normal(manager, 300, 2, latents);
    }
    assertThat(drawn(TargetNoise.NONE, batch).next()).isEqualTo(latents.nextLong());
    assertThat(drawn(new TargetNoise(Amounts.of(0), 2e-3), batch).next())
        .isNotEqualTo(drawn(TargetNoise.NONE, batch).next());
  }

  @Test
  void noiseOnLabelsIsInTheUnitOfTheProperty() {
    Examples batch = examples(300, 3);
    double scale =
        Scaling.fit(Scaling.Coordinates.STANDARDIZED, batch.x(), batch.y()).propertyScale().get(0);
    double clean = drawn(TargetNoise.NONE, batch).loss();
    // The squared error grows by the noise's variance; the discrepancies are bounded.
    assertThat(drawn(new TargetNoise(Amounts.of(30 * scale), 0), batch).loss() - clean)
        .isBetween(700.0, 1100.0);
  }

  @Test
  void noiseOnLatentsTouchesTheBackwardPassOnly() {
    Examples batch = examples(300, 3);
    double clean = drawn(TargetNoise.NONE, batch).loss();
    assertThat(drawn(new TargetNoise(Amounts.of(0), 0.5), batch).loss())
        .isNotEqualTo(clean)
        .isCloseTo(clean, within(1.0));
  }

  private static void churnMemory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      for (int k = 0; k < 2000; k++) {
        ByteBuffer.allocateDirect(4 + 4 * (k % 8)).putFloat(0, Float.NaN);
      }
    }
  }

  @Test
  void aLossThatIsNotANumberStopsTrainingWithAClearError() {
    Examples training = examples(200, 1);
    double[] labels = training.y(0);
    labels[17] = Double.NaN;
    Examples broken = new Examples(training.x(), labels);
    Kind kind = kinds().findFirst().orElseThrow();
    TrainingSettings settings =
        new TrainingSettings(
            2, 100, 1e-3, 0.1, 0, 0, TargetNoise.NONE, NONE, 0, TrainingSettings.Keep.BEST, ADAM);
    try (NDManager manager = TorchRuntime.manager()) {
      Objective objective = kind.objective(manager, training);
      Trainer trainer = new Trainer(settings, SPACE, RandomSource.XO_SHI_RO_256_PP.create(9L));
      assertThatThrownBy(() -> trainer.train(objective, broken, training, manager, epoch -> {}))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("training diverged: the loss of epoch 1 is NaN");
    }
  }

  @Test
  void patienceEndsATrainingThatNoLongerImproves() {
    Examples training = examples(200, 1);
    Examples noise = examples(50, 2);
    double[] labels = RandomSource.XO_SHI_RO_256_PP.create(8L).doubles(50, -50, 50).toArray();
    TrainingSettings settings =
        new TrainingSettings(
            200, 100, 5e-3, 0.5, 0, 0, TargetNoise.NONE, NONE, 3, TrainingSettings.Keep.BEST, ADAM);
    Kind kind = kinds().skip(1).findFirst().orElseThrow();
    try (NDManager manager = TorchRuntime.manager()) {
      Objective objective = kind.objective(manager, training);
      Trainer.Outcome outcome =
          new Trainer(settings, SPACE, RandomSource.XO_SHI_RO_256_PP.create(9L))
              .train(objective, training, new Examples(noise.x(), labels), manager, epoch -> {});
      assertThat(outcome.curve()).hasSize(outcome.epoch() + 3).hasSizeLessThan(200);
    }
  }

  @Test
  void likelihoodIsThatOfTheNormalDistributionForAFlowThatOnlyStandardises() {
    Scaling scaling = new Scaling(new double[] {1, 2, 3}, new double[] {0.5, 2, 4}, 0, 1);
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
      GlowArchitecture identity = new GlowArchitecture(3, 32, 2, 0);
      Weights zero = CouplingFlow.initialize(manager, 3, 2, identity, random);
      NetworkState state = new NetworkState(manager, zero, scaling);
      MaximumLikelihood objective =
          new MaximumLikelihood(new ConditionalInvertibleNetwork(state, ENCODING, identity));
      Examples one = new Examples(new double[][] {{1.5, 2, -1}}, new double[] {0.7});
      // u = (1, 0, −1): −log p = ½·2 + 1.5 ln 2π + ln(0.5 · 2 · 4)
      double expected = 1 + 1.5 * Math.log(2 * Math.PI) + Math.log(4);
      double loss = objective.loss(one, random).getFloat();
      assertThat(loss).isCloseTo(expected, within(1e-5));
    }
  }
}
