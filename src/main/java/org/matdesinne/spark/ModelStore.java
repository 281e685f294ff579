package org.matdesinne.spark;

import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.config.InputException;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.TrainedNetwork;

/**
 * A model on a file system: a folder for each of its networks, in it {@code weights.safetensors}
 * and, written last, {@code manifest.json}.
 */
final class ModelStore {
  private final Storage storage;
  private final String uri;

  ModelStore(Storage storage, String uri) {
    this.storage = storage;
    this.uri = uri;
  }

  void save(TrainedNetwork network) {
    String folder = uri + "/" + network.manifest().name();
    storage.write(folder + "/weights.safetensors", network.weights());
    storage.write(folder + "/manifest.json", network.manifest().json() + "\n");
  }

  void delete(String name) {
    storage.delete(uri + "/" + name);
  }

  /** The network called {@code name}; empty when it is absent or half written. */
  Optional<TrainedNetwork> find(String name) {
    String folder = uri + "/" + name;
    Optional<String> json = storage.text(folder + "/manifest.json");
    if (json.isEmpty()) {
      return Optional.empty();
    }
    NetworkManifest manifest = NetworkManifest.parse(json.get(), folder + "/manifest.json");
    byte[] weights =
        storage
            .bytes(folder + "/weights.safetensors")
            .orElseThrow(() -> new InputException("%s has a manifest, but no weights", folder));
    String found = DigestUtils.sha256Hex(weights);
    if (!found.equals(manifest.weightsSha256())) {
      throw new InputException(
          "%s/weights.safetensors has SHA-256 %s, its manifest says %s: the file is damaged;"
              + " train the model again",
          folder, found, manifest.weightsSha256());
    }
    return Optional.of(new TrainedNetwork(manifest, weights));
  }

  /**
   * The network called {@code name}.
   *
   * @throws InputException when the model has none
   */
  TrainedNetwork load(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              List<String> present =
                  storage.folders(uri).stream().filter(n -> find(n).isPresent()).toList();
              return new InputException(
                  "model %s has no network '%s'; it has: %s",
                  uri, name, present.isEmpty() ? "none" : String.join(", ", present));
            });
  }
}
