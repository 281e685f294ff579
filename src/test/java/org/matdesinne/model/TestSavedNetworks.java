package org.matdesinne.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.generator.Generator;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;
import org.matdesinne.training.Teacher;

/** Files that earlier versions wrote, one small network of each kind: they go on loading. */
class TestSavedNetworks {
  private static final double TARGET = 0.5;
  private static final int ROWS = 4;

  private static byte[] resource(String path) throws IOException {
    try (InputStream stream = TestSavedNetworks.class.getResourceAsStream("/models/" + path)) {
      assertThat(stream).as(path).isNotNull();
      return stream.readAllBytes();
    }
  }

  private static TrainedNetwork saved(String network) throws IOException {
    String manifest = new String(resource(network + "/manifest.json"), StandardCharsets.UTF_8);
    return new TrainedNetwork(
        NetworkManifest.parse(manifest, network), resource(network + "/weights.safetensors"));
  }

  private static double[][] expected(String network) throws IOException {
    return new ObjectMapper().readValue(resource(network + "/candidates.json"), double[][].class);
  }

  /** Those that the saved candidates were made of. */
  private static double[][] latents(int dimension) {
    double[][] latents = new double[ROWS][dimension];
    for (int i = 0; i < ROWS; i++) {
      long[] key = {1, Double.doubleToLongBits(TARGET), 0, 0, i, 0};
      UniformRandomProvider random = RandomSource.PHILOX_4X64.create(key);
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      Arrays.setAll(latents[i], j -> normal.sample());
    }
    return latents;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v1/cinn", "v1/spline-cinn", "v1/inn", "v1/mdn", "v1/cvae", "v1/flow-matching"})
  void aSavedGeneratorGivesTheCandidatesThatItGave(String network) throws IOException {
    double[][] expected = expected(network);
    try (Generator generator = saved(network).generator(Device.cpu())) {
      double[][] z = latents(generator.latentDimension());
      double[][] found = generator.generate(z, TARGET);
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < expected[i].length; j++) {
          double unit = 1 + Math.abs(expected[i][j]);
          assertThat(found[i][j]).isCloseTo(expected[i][j], within(1e-4 * unit));
        }
      }
    }
  }

  @Test
  void aSavedSurrogatePredictsItsOwnCandidates() throws IOException {
    // Candidates of an INN, carried forward again, have the property that they were drawn for.
    try (Surrogate surrogate = saved("v1/inn").surrogate(Device.cpu())) {
      double[] predicted = surrogate.predict(expected("v1/inn")).value(0);
      assertThat(predicted)
          .containsExactly(new double[] {TARGET, TARGET, TARGET, TARGET}, within(1e-3));
    }
  }

  private record Predicted(double[][] points, double[] value, double[] uncertainty) {}

  @Test
  void aSavedEnsemblePredictsWhatItPredicted() throws IOException {
    Predicted expected =
        new ObjectMapper().readValue(resource("v1/dense/predictions.json"), Predicted.class);
    try (Surrogate surrogate = saved("v1/dense").surrogate(Device.cpu())) {
      Prediction found = surrogate.predict(expected.points);
      assertThat(found.value(0)).containsExactly(expected.value, within(1e-4));
      assertThat(found.uncertainty(0)).containsExactly(expected.uncertainty, within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1/cinn",
        "v1/spline-cinn",
        "v1/inn",
        "v1/mdn",
        "v1/cvae",
        "v1/flow-matching",
        "v1/dense"
      })
  void everyScoreOfASavedNetworkIsKnown(String network) throws IOException {
    NetworkManifest manifest = saved(network).manifest();
    assertThat(manifest.testScores()).isNotEmpty().hasSize(manifest.testMetrics().size());
  }

  @Test
  void settingsAreReadUnderTheNamesOfEarlierVersions() throws IOException {
    String json =
        new String(resource("mos2-pbe/spline-cinn/manifest.json"), StandardCharsets.UTF_8);
    assertThat(json).contains("\"sheetNoise\" : 0.0", "\"spread\" : 0.8", "\"sheetSpread\" : 1.5");
    String changed = json.replace("\"sheetNoise\" : 0.0", "\"sheetNoise\" : 0.25");
    NetworkSettings settings = NetworkManifest.parse(changed, "there").settings();
    assertThat(settings.training().inputNoiseAtReference()).isEqualTo(0.25);
    assertThat(settings.teacher()).isEqualTo(new Teacher("dense", 150_000, 0.8, 1.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1/cinn", "v1/dense"})
  void aNetworkTravelsAsItIs(String network) throws IOException, ClassNotFoundException {
    TrainedNetwork sent = saved(network);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TrainedNetwork received = (TrainedNetwork) in.readObject();
      assertThat(received.hash()).isEqualTo(sent.hash());
      assertThat(received.manifest().json()).isEqualTo(sent.manifest().json());
      assertThat(received.weights()).isEqualTo(sent.weights());
    }
  }

  @Test
  void aGeneratorIsNoSurrogate() throws IOException {
    TrainedNetwork network = saved("v1/mdn");
    assertThatThrownBy(() -> network.surrogate(Device.cpu()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "network 'mdn' predicts no property; name a surrogate, such as a dense network or"
                + " an INN");
  }

  @Test
  void aNetworkIsNotAskedForAnotherDesign() throws IOException {
    NetworkManifest manifest = saved("v1/inn").manifest();
    DesignSpace space = manifest.designSpace();
    manifest.requireDesign("it", new DesignSpace(space.parameters()), manifest.properties());
    DesignSpace fewer = new DesignSpace(space.parameters().subList(0, 6));
    assertThatThrownBy(() -> manifest.requireDesign("it", fewer, manifest.properties()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "it was trained on another design space than the configuration's: it knows a, b, c,"
                + " alpha, beta, gamma, field, the configuration has a, b, c, alpha, beta, gamma; ");
    Properties other = Properties.of(new Property("magnetic_moment", "mu_B", 0));
    assertThatThrownBy(() -> manifest.requireDesign("it", space, other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another property");
  }

  @Test
  void aLayoutOfTheFutureIsNamed() throws IOException {
    String manifest = new String(resource("v1/inn/manifest.json"), StandardCharsets.UTF_8);
    String future = manifest.replace("\"format\" : 1", "\"format\" : 99");
    assertThatThrownBy(() -> NetworkManifest.parse(future, "inn/manifest.json"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("inn/manifest.json has layout 99; this version reads layout 1");
  }
}
