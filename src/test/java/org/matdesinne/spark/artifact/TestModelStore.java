package org.matdesinne.spark.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;

class TestModelStore {
  private static final List<BundledModel> BUNDLED = BundledModel.in("/models/test-index.json");

  private final Storage storage = new Storage(new Configuration());
  @TempDir private Path folder;

  private static TrainedNetwork inn() {
    return new SavedModel(BUNDLED.get(0)).load("inn");
  }

  /** What a finished training leaves. */
  private void train(String name) {
    String uri = folder.resolve(name).toString();
    ModelStore.in(storage, uri).save(inn(), uri + "/draft");
    Map<String, Long> rows = new TreeMap<>();
    new RunManifest(
            JobKind.TRAIN,
            "1",
            "files",
            rows,
            1,
            "v",
            "3.5",
            "then",
            "now",
            Map.of(),
            List.of(),
            Map.of(),
            "",
            Map.of(),
            null)
        .write(storage, uri);
  }

  @Test
  void aFolderOfAFinishedTrainingGivesWhatWasSaved() {
    train("trained");
    SavedModel model = ModelStore.open(storage, folder.resolve("trained").toString(), BUNDLED);
    assertThat(model.load("inn").manifest().json()).isEqualTo(inn().manifest().json());
    assertThat(model.load("inn").weights()).isEqualTo(inn().weights());
    assertThatThrownBy(() -> model.load("cinn"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("/trained/model has no network 'cinn'; it has: inn");
  }

  @Test
  void aNetworkThatIsThereStaysAndOneThatIsHalfThereIsWritten() throws IOException {
    String uri = folder.resolve("twice").toString();
    ModelStore store = new ModelStore(storage, uri);
    store.save(inn(), uri + "/draft-1");
    Path manifest = folder.resolve("twice/inn/manifest.json");
    FileTime written = Files.getLastModifiedTime(manifest);
    store.save(inn(), uri + "/draft-2");
    assertThat(Files.getLastModifiedTime(manifest)).isEqualTo(written);
    assertThat(storage.folders(uri)).containsExactly("inn");

    Files.writeString(folder.resolve("twice/inn/weights.safetensors"), "of another driver");
    store.save(inn(), uri + "/draft-3");
    assertThat(store.load("inn").weights()).isEqualTo(inn().weights());
    Files.delete(manifest);
    store.save(inn(), uri + "/draft-4");
    assertThat(store.load("inn").weights()).isEqualTo(inn().weights());
  }

  @Test
  void aBundledNameIsThatModelAndAPathOfTheSameNameAFolder() {
    train("v1");
    assertThat(ModelStore.open(storage, "v1", BUNDLED).files()).isEqualTo(BUNDLED.get(0));
    assertThat(ModelStore.open(storage, folder + "/v1", BUNDLED).files())
        .isInstanceOf(ModelStore.class);
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheBundledOnes() {
    assertThatThrownBy(() -> ModelStore.open(storage, "v2", BUNDLED))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "v2 is no bundled model (there are: v1), and as a folder it holds no finished output of"
                + " the job 'train'; name one of them, or give the --output of that job");
    assertThatThrownBy(() -> ModelStore.open(storage, "v2", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("v2 is no bundled model (there are: none), ");
  }
}
