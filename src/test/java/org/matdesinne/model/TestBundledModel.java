package org.matdesinne.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;

class TestBundledModel {
  private static final String INDEX = "/models/test-index.json";

  private static BundledModel bundled() {
    return BundledModel.in(INDEX).get(0);
  }

  @Test
  void everyModelThatComesWithTheProgramIsWhole() {
    assertThat(BundledModel.all()).isNotEmpty();
    for (BundledModel each : BundledModel.all()) {
      assertThat(each.networks()).as(each.name()).isNotEmpty();
      for (String network : each.networks()) {
        assertThat(new SavedModel(each).load(network).manifest().name()).isEqualTo(network);
      }
    }
  }

  @Test
  void anIndexNamesItsModelsAndTheirNetworksLieBesideIt() {
    assertThat(BundledModel.in(INDEX))
        .containsExactly(
            new BundledModel("/models/v1", "v1", List.of("cinn", "inn"), "tight-binding"));
    TrainedNetwork inn = new SavedModel(bundled()).load("inn");
    assertThat(inn.manifest().name()).isEqualTo("inn");
    assertThat(inn.weights()).isNotEmpty();
  }

  @Test
  void aModelBringsAlongTheRowsThatItsNetworksNameOrNone() {
    TrainingSet rows = published().trainingSet().orElseThrow();
    NetworkManifest network = new SavedModel(published()).manifest("dense").orElseThrow();
    assertThat(rows.hash()).isEqualTo(network.data().hash());
    assertThat(rows.only(Split.TRAIN).rows()).isEqualTo(network.data().trainingRows());
    assertThat(rows.only(Split.TEST).rows()).isEqualTo(network.data().testRows());
    assertThat(bundled().trainingSet()).isEmpty();
  }

  @Test
  void otherRowsThanTheNetworksNameAreNotUsed() throws IOException {
    byte[] other =
        compressed("a,b,c,alpha,beta,gamma,field,band_gap,split\n3,3,12,90,90,120,0,1,test");
    assertThatThrownBy(() -> published().rows(other))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the rows in mos2-pbe/training-set.csv.gz have the hash ")
        .hasMessageContaining(", but network 'cinn' was trained on 81e301dd")
        .hasMessageEndingWith(": the program is damaged; build or install it again");
  }

  @Test
  void rowsThatAreNotCompressedAreDamaged() {
    assertThatThrownBy(() -> published().rows(new byte[] {1, 2, 3}))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "cannot read mos2-pbe/training-set.csv.gz, which comes with the program: ");
  }

  private static BundledModel published() {
    return BundledModel.all().get(0);
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream = new GZIPOutputStream(bytes)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void anAbsentNetworkIsAnErrorThatListsThePresentOnes() {
    assertThat(new SavedModel(bundled()).find("spline")).isEmpty();
    assertThatThrownBy(() -> new SavedModel(bundled()).load("spline"))
        .isInstanceOf(InputException.class)
        .hasMessage("model v1 has no network 'spline'; it has: cinn, inn");
  }

  @Test
  void anIndexThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> BundledModel.in("/models/none.json"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("/models/none.json is not on the class path");
  }

  @Test
  void damagedWeightsAreNotUsed() {
    SavedModel damaged = new SavedModel(new Altered(Optional.of(new byte[] {1})));
    assertThatThrownBy(() -> damaged.load("inn"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("altered/inn/weights.safetensors has SHA-256 4bf5122f3445")
        .hasMessageContaining(", its manifest says 83508010b37053e5")
        .hasMessageEndingWith(": the file is damaged; train the model again");
  }

  @Test
  void aManifestWithoutWeightsIsAnError() {
    SavedModel half = new SavedModel(new Altered(Optional.empty()));
    assertThatThrownBy(() -> half.load("inn"))
        .isInstanceOf(InputException.class)
        .hasMessage("altered/inn has a manifest, but no weights");
  }

  /** The bundled model with other weights. */
  private record Altered(Optional<byte[]> weights) implements SavedModel.Files {
    @Override
    public String place() {
      return "altered";
    }

    @Override
    public List<String> folders() {
      return bundled().folders();
    }

    @Override
    public Optional<byte[]> bytes(String path) {
      return path.endsWith(SavedModel.WEIGHTS) ? weights : bundled().bytes(path);
    }
  }
}
