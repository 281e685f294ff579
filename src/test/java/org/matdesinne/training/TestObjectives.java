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
import org.matdesinne.flow.GlowFlow;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.ConditionalInvertibleNetwork;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.generator.Scaling;
import org.matdesinne.nn.Adam;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

class TestObjectives {
  private static final GlowFlow.Architecture SMALL = new GlowFlow.Architecture(3, 32, 2.0);
  private static final ConditionEncoding ENCODING =
      new ConditionEncoding(ConditionEncoding.Kind.VALUE_AND_FLOOR, -2);
  private static final Adam.Settings ADAM = new Adam.Settings(0.9, 0.95, 1e-6, 1e-5, 15);

  private record Kind(String name, BiFunction<NDManager, Scaling, Objective> maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(
            "maximum likelihood",
            (manager, scaling) ->
                new MaximumLikelihood(
                    new ConditionalInvertibleNetwork(
                        manager, weights(manager, 2), scaling, ENCODING, SMALL),
                    0.01)),
        new Kind(
            "invertible regression",
            (manager, scaling) ->
                new InvertibleRegression(
                    new InvertibleNetwork(manager, weights(manager, 0), scaling, SMALL), 0)));
  }

  private static Weights weights(NDManager manager, int conditions) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
    return GlowFlow.initialize(manager, 3, conditions, SMALL, 0.3, random);
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
        new TrainingSettings(25, 100, 5e-3, 0.1, 0, NONE, 0.1, 0, TrainingSettings.Keep.BEST, ADAM);
    try (NDManager manager = TorchRuntime.manager()) {
      Objective objective = kind.maker.apply(manager, Scaling.of(training.x(), training.y()));
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(9L);
      return new Trainer(settings, List.of(), random)
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
      Objective objective = kind.maker.apply(manager, Scaling.of(batch.x(), batch.y()));
      objective.weights().trainable().forEach(weight -> weight.setRequiresGradient(true));
      NDArray loss = objective.loss(batch, RandomSource.XO_SHI_RO_256_PP.create(11L));
      between.run();
      tape.backward(loss);
      return objective.weights().trainable().stream()
          .map(weight -> Tensors.flat(weight.getGradient()))
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
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
    Examples broken = new Examples(training.x(), training.y().clone());
    broken.y()[17] = Double.NaN;
    Kind kind = kinds().findFirst().orElseThrow();
    TrainingSettings settings =
        new TrainingSettings(2, 100, 1e-3, 0.1, 0, NONE, 0.1, 0, TrainingSettings.Keep.BEST, ADAM);
    try (NDManager manager = TorchRuntime.manager()) {
      Objective objective = kind.maker.apply(manager, Scaling.of(training.x(), training.y()));
      Trainer trainer = new Trainer(settings, List.of(), RandomSource.XO_SHI_RO_256_PP.create(9L));
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
            200, 100, 5e-3, 0.5, 0, NONE, 0.1, 3, TrainingSettings.Keep.BEST, ADAM);
    Kind kind = kinds().skip(1).findFirst().orElseThrow();
    try (NDManager manager = TorchRuntime.manager()) {
      Objective objective = kind.maker.apply(manager, Scaling.of(training.x(), training.y()));
      Trainer.Outcome outcome =
          new Trainer(settings, List.of(), RandomSource.XO_SHI_RO_256_PP.create(9L))
              .train(objective, training, new Examples(noise.x(), labels), manager, epoch -> {});
      assertThat(outcome.curve()).hasSize(outcome.epoch() + 3).hasSizeLessThan(200);
    }
  }

  @Test
  void likelihoodIsThatOfTheNormalDistributionForAFlowThatOnlyStandardises() {
    Scaling scaling = new Scaling(new double[] {1, 2, 3}, new double[] {0.5, 2, 4}, 0, 1);
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
      Weights zero = GlowFlow.initialize(manager, 3, 2, SMALL, 0, random);
      MaximumLikelihood objective =
          new MaximumLikelihood(
              new ConditionalInvertibleNetwork(manager, zero, scaling, ENCODING, SMALL), 0);
      Examples one = new Examples(new double[][] {{1.5, 2, -1}}, new double[] {0.7});
      // u = (1, 0, −1): −log p = ½·2 + 1.5 ln 2π + ln(0.5 · 2 · 4)
      double expected = 1 + 1.5 * Math.log(2 * Math.PI) + Math.log(4);
      double loss = objective.loss(one, random).getFloat();
      assertThat(loss).isCloseTo(expected, within(1e-5));
    }
  }
}
