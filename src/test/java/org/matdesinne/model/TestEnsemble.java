package org.matdesinne.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.metrics.TestScore;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

class TestEnsemble {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("u", "1", -2, 2, 0, Role.LATTICE, 1),
              new DesignParameter("v", "1", -2, 2, 0, Role.LATTICE, 1)));
  private static final Property GAP = new Property("gap", "eV", 0);
  private static final NetworkTraining.Rows ROWS =
      new NetworkTraining.Rows("h", examples(400, 1), examples(200, 2), examples(300, 3));

  private static List<TrainedNetwork> members;
  private static TrainedNetwork ensemble;

  private static Examples examples(int rows, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[][] x = new double[rows][];
    Arrays.setAll(x, i -> random.doubles(2, -1.5, 1.5).toArray());
    return new Examples(
        x, Arrays.stream(x).mapToDouble(p -> Math.max(0, p[0] + p[1] * p[1] / 2)).toArray());
  }

  private static NetworkSettings settings(String own) {
    return Section.read(
        ConfigFactory.parseString(
            """
            %s
            coordinates = standardized
            members = 3
            training {
              epochs = 12, batch = 40, learning-rate = 1e-2, final-learning-rate-share = 0.1
              input-noise = 0, input-noise-at-reference = 0, augmentation = none, patience = 0, keep = best
              adam { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weight-decay = 0, gradient-clamp = 15 }
            }
            """
                .formatted(own)),
        NetworkSettings::from);
  }

  @BeforeAll
  static void train() {
    NetworkSettings dense = settings("kind = dense, architecture { hidden = 16, layers = 2 }");
    NetworkTraining training = new NetworkTraining("dense", 0, dense, SPACE, Properties.of(GAP), 1);
    members =
        training.members().stream()
            .map(member -> member.run(ROWS, Optional.empty(), Device.cpu(), epoch -> {}))
            .toList();
    ensemble = new Ensemble(members).join(ROWS, Device.cpu());
  }

  private static double[] alone(TrainedNetwork member, double[][] points) {
    NetworkManifest manifest = member.manifest();
    try (var model =
        manifest
            .settings()
            .surrogate()
            .orElseThrow()
            .property(
                List.of(NetworkState.open(Device.cpu(), member.weights(), manifest.scaling())))) {
      return Tensors.scoped(
          () ->
              Tensors.flat(
                  model.value(PointBatch.of(model.manager(), points, points[0].length).tensor())));
    }
  }

  @Test
  void membersDiffer() {
    assertThat(members).hasSize(3);
    assertThat(members.get(0).weights()).isNotEqualTo(members.get(1).weights());
  }

  @Test
  void membersShareNoRandomNumbers() {
    NetworkTraining training =
        new NetworkTraining(
            "dense",
            0,
            settings("kind = dense, architecture { hidden = 16, layers = 2 }"),
            SPACE,
            Properties.of(GAP),
            1);
    long[] numbers =
        training.members().stream()
            .flatMapToLong(member -> member.random().longs(1000))
            .distinct()
            .toArray();
    assertThat(numbers).hasSize(3000);
  }

  @Test
  void predictsTheMeanOfItsMembersCutOffAtTheFloor() {
    double[][] x = ROWS.test().x();
    double[][] each = members.stream().map(m -> alone(m, x)).toArray(double[][]::new);
    try (Surrogate surrogate = ensemble.surrogate(Device.cpu())) {
      double[] value = surrogate.predict(x).value(0);
      for (int i = 0; i < x.length; i++) {
        double mean = (each[0][i] + each[1][i] + each[2][i]) / 3;
        assertThat(value[i]).isEqualTo(Math.max(0, mean), within(1e-6));
      }
    }
  }

  @Test
  void itsIntervalsHoldAboutTheirShareOfUnseenRows() {
    assertThat(ensemble.manifest().calibration()).isNotNull();
    List<TestScore> scores = ensemble.manifest().testScores();
    assertThat(scores)
        .extracting(TestScore::title)
        .containsExactly(
            NetworkScore.PROPERTY_ERROR.label(),
            NetworkScore.COVERAGE_50.label(),
            NetworkScore.COVERAGE_80.label(),
            NetworkScore.COVERAGE_95.label());
    assertThat(scores.get(0).unit()).isEqualTo("eV");
    assertThat(scores.get(3).value()).isBetween(0.85, 1.0);
    assertThat(scores.get(1).value()).isBetween(0.35, 0.65);
    try (Surrogate surrogate = ensemble.surrogate(Device.cpu())) {
      Prediction prediction = surrogate.predict(ROWS.test().x());
      assertThat(Arrays.stream(prediction.uncertainty(0)).boxed())
          .hasSize(ROWS.test().y().length)
          .allMatch(u -> u > 0 && u < 1);
    }
  }

  @Test
  void isSavedAndReadAsOneNetwork() {
    NetworkManifest read = NetworkManifest.parse(ensemble.manifest().json(), "there");
    assertThat(read.json()).isEqualTo(ensemble.manifest().json());
    double[][] x = ROWS.test().x();
    try (Surrogate before = ensemble.surrogate(Device.cpu());
        Surrogate after = new TrainedNetwork(read, ensemble.weights()).surrogate(Device.cpu())) {
      assertThat(after.predict(x).value(0)).containsExactly(before.predict(x).value(0));
      assertThat(after.predict(x).uncertainty(0)).containsExactly(before.predict(x).uncertainty(0));
    }
  }

  @Test
  void drawsNothing() {
    assertThatThrownBy(() -> ensemble.generator(Device.cpu()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'dense' draws no candidates");
  }

  @Test
  void onlySurrogatesHaveMembers() {
    assertThatThrownBy(
            () ->
                settings(
                    "kind = mdn, condition = value, architecture { components = 2, hidden = 4 }"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("only surrogates are ensembles");
  }
}
