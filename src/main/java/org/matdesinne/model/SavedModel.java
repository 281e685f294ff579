package org.matdesinne.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.config.InputException;

/**
 * Trained networks as they are saved: a folder for each, in it {@link #WEIGHTS} and, written last,
 * {@link #MANIFEST}.
 *
 * @param files where they lie
 */
public record SavedModel(Files files) {
  /** The file that says what a network is: see {@link NetworkManifest}. */
  public static final String MANIFEST = "manifest.json";

  /** The file of its weights. */
  public static final String WEIGHTS = "weights.safetensors";

  /** The files of one model, wherever they lie. */
  public interface Files {

    /** The place, for messages. */
    String place();

    /** Names of the folders that may hold a network, in order. */
    List<String> folders();

    /**
     * The content of a file; empty when there is none.
     *
     * @param path {@code network/file}
     */
    Optional<byte[]> bytes(String path);
  }

  /**
   * The network called {@code name}; empty when it is absent or half written.
   *
   * @throws InputException when its manifest cannot be read, or its weights are missing or are not
   *     those that the manifest names
   */
  public Optional<TrainedNetwork> find(String name) {
    return files.bytes(name + "/" + MANIFEST).map(json -> read(name, json));
  }

  private TrainedNetwork read(String name, byte[] json) {
    String folder = files.place() + "/" + name;
    NetworkManifest manifest =
        NetworkManifest.parse(new String(json, StandardCharsets.UTF_8), folder + "/" + MANIFEST);
    byte[] weights =
        files
            .bytes(name + "/" + WEIGHTS)
            .orElseThrow(() -> new InputException("%s has a manifest, but no weights", folder));
    String found = DigestUtils.sha256Hex(weights);
    if (!found.equals(manifest.weightsSha256())) {
      throw new InputException(
          "%s/%s has SHA-256 %s, its manifest says %s: the file is damaged; train the model again",
          folder, WEIGHTS, found, manifest.weightsSha256());
    }
    return new TrainedNetwork(manifest, weights);
  }

  /**
   * The network called {@code name}.
   *
   * @throws InputException when the model has none, or it is damaged
   */
  public TrainedNetwork load(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              List<String> present =
                  files.folders().stream().filter(n -> find(n).isPresent()).toList();
              return new InputException(
                  "model %s has no network '%s'; it has: %s",
                  files.place(), name, present.isEmpty() ? "none" : String.join(", ", present));
            });
  }
}
