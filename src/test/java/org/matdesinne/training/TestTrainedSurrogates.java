package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.Adam;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.PropertyModel;
import org.matdesinne.surrogate.ResidualEnsemble;
import org.matdesinne.surrogate.Student;
import org.matdesinne.surrogate.Surrogate;

/** What a surrogate must learn of y = max(0, s), s = u + 0.5 v², where half the labels are 0. */
class TestTrainedSurrogates {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("u", "1", -2, 2, 0, Role.LATTICE, 1),
              new DesignParameter("v", "1", -2, 2, 0, Role.LATTICE, 1)));
  private static final TrainingSettings TRAINING =
      new TrainingSettings(
          80,
          100,
          1e-2,
          0.02,
          0,
          0,
          TargetNoise.NONE,
          TrainingSettings.Augmentation.NONE,
          0,
          TrainingSettings.Keep.BEST,
          new Adam.Settings(0.9, 0.999, 1e-8, 0, 15));
  private static final DenseNetwork.Architecture SIZE = new DenseNetwork.Architecture(32, 3);

  private static double latent(double[] x) {
    return x[0] + 0.5 * x[1] * x[1] - 0.5;
  }

  private static Examples examples(int rows, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[][] x = new double[rows][];
    Arrays.setAll(x, i -> random.doubles(2, -1.5, 1.5).toArray());
    return new Examples(x, Arrays.stream(x).mapToDouble(row -> Math.max(0, latent(row))).toArray());
  }

  /** A network after a training on {@code training}. */
  private static NetworkState trained(
      Examples training,
      BiFunction<NDManager, UniformRandomProvider, Weights> initial,
      Function<NetworkState, Objective> objective) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4L);
    Scaling scaling = Scaling.fit(Scaling.Coordinates.STANDARDIZED, training.x(), training.y());
    try (NDManager manager = TorchRuntime.manager()) {
      NetworkState state = new NetworkState(manager, initial.apply(manager, random), scaling);
      byte[] weights =
          new Trainer(TRAINING, SPACE, random)
              .train(objective.apply(state), training, examples(300, 2), manager, epoch -> {})
              .weights();
      return NetworkState.open(Device.cpu(), weights, scaling);
    }
  }

  @Test
  void theCensoredLossLearnsTheLatentAboveTheFloorAndItsSignBelow() {
    Examples training = examples(1500, 1);
    Examples further = examples(400, 3);
    NetworkState state =
        trained(
            training,
            (manager, random) -> SIZE.initialize(manager, 2, 1, random),
            network ->
                new CensoredRegression(new DenseNetwork(network), Amounts.of(0), Amounts.of(0)));
    PropertyModel model = new ResidualEnsemble(List.of(state));
    try (CensoredSurrogate surrogate =
        new CensoredSurrogate(model, Optional.empty(), new double[] {0})) {
      double[] predicted = surrogate.predict(further.x()).value(0);
      double[] s = Tensors.scoped(() -> Tensors.flat(model.value(state.points(further.x()))));
      double error =
          IntStream.range(0, s.length)
              .mapToDouble(i -> Math.abs(predicted[i] - further.y()[i][0]))
              .average()
              .orElseThrow();
      assertThat(error).isLessThan(0.02);
      long wrongSide =
          IntStream.range(0, s.length)
              .filter(i -> Math.abs(latent(further.x()[i])) > 0.05)
              .filter(i -> s[i] > 0 != latent(further.x()[i]) > 0)
              .count();
      assertThat(wrongSide).isLessThanOrEqualTo(4);
    }
  }

  /** What a surrogate might say: its uncertainty doubles from one side to the other. */
  private static Examples judged(int rows, long seed) {
    Examples examples = examples(rows, seed);
    return new Examples(
        examples.x(),
        examples.y(),
        Arrays.stream(examples.x())
            .map(point -> new double[] {uncertainty(point)})
            .toArray(double[][]::new));
  }

  private static double uncertainty(double[] point) {
    return 0.05 * Math.exp(0.3 * point[0]);
  }

  @Test
  void aStudentLearnsThePredictionAndTheUncertainty() {
    Examples training = judged(1500, 1);
    Examples further = judged(400, 3);
    NetworkState state =
        trained(
            training,
            (manager, random) -> StudentNetwork.initialize(manager, SIZE, 2, 1, random),
            network -> new Distillation(new StudentNetwork(network), Amounts.of(0)));
    try (Surrogate student = new Student(new StudentNetwork(state), new double[] {0})) {
      Prediction said = student.predict(further.x());
      double[] y = further.y(0);
      double[] off =
          IntStream.range(0, y.length)
              .mapToDouble(i -> Math.abs(said.value()[i][0] - y[i]))
              .toArray();
      double[] ratio =
          IntStream.range(0, y.length)
              .mapToDouble(
                  i -> Math.abs(Math.log(said.uncertainty()[i][0] / uncertainty(further.x()[i]))))
              .toArray();
      assertThat(Arrays.stream(off).average().orElseThrow()).isLessThan(0.03);
      assertThat(Arrays.stream(ratio).average().orElseThrow()).isLessThan(0.05);
    }
  }

  @Test
  void aStudentOfWhatStatesNoUncertaintyLearnsThePredictionAlone() {
    double[][] labels = {{0.5}, {1}};
    double[][] stated = {{0.1}, {0.2}};
    double[][] silent = {{Double.NaN}, {Double.NaN}};
    try (NDManager manager = TorchRuntime.manager()) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4L);
      Scaling scaling = new Scaling(new double[2], new double[] {1, 1}, 0, 1);
      NetworkState state =
          new NetworkState(
              manager, StudentNetwork.initialize(manager, SIZE, 2, 1, random), scaling);
      Distillation objective = new Distillation(new StudentNetwork(state), Amounts.of(0));
      double both = objective.loss(new Examples(TWO_POINTS, labels, stated), random).getFloat();
      double alone = objective.loss(new Examples(TWO_POINTS, labels, silent), random).getFloat();
      assertThat(alone).isPositive().isLessThan(both);
    }
  }

  private static final double[][] TWO_POINTS = {{-1, 0}, {-1, 0.2}};

  /** A network that says -7 everywhere. */
  private static DenseNetwork farBelow(NDManager manager) {
    Weights weights = SIZE.initialize(manager, 2, 1, RandomSource.XO_SHI_RO_256_PP.create(1L));
    weights.tensor("latent.linear3.weight").subi(weights.tensor("latent.linear3.weight"));
    weights.tensor("latent.linear3.bias").subi(weights.tensor("latent.linear3.bias")).subi(7);
    Scaling scaling = new Scaling(new double[2], new double[] {1, 1}, 0, 1);
    return new DenseNetwork(new NetworkState(manager, weights, scaling));
  }

  private static double loss(double margin, double... labels) {
    try (NDManager manager = TorchRuntime.manager()) {
      return new CensoredRegression(farBelow(manager), Amounts.of(0), Amounts.of(margin))
          .loss(new Examples(TWO_POINTS, labels), RandomSource.XO_SHI_RO_256_PP.create(1L))
          .getFloat();
    }
  }

  @Test
  void aLabelOnTheFloorSaysNothingOfWhatLiesBelow() {
    assertThat(loss(0, 0, 0)).isZero();
    // Far off, the pseudo-Huber function is the size of the error less one, in knees of 0.03.
    assertThat(loss(0, 0, 1)).isCloseTo((8 / 0.03 - 1) / 2, within(0.01));
  }

  @Test
  void aMarginAsksForMoreThanTheFloorAndOnlyThere() {
    assertThat(loss(7, 0, 0)).isZero();
    assertThat(loss(8, 0, 0)).isCloseTo(1 / 0.03 - 1, within(0.1));
    assertThat(loss(8, 1, 1)).isEqualTo(loss(0, 1, 1));
  }
}
