package org.matdesinne.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.config.InputException;
import org.matdesinne.nn.Safetensors;

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
   * @throws InputException when its manifest cannot be read, or its weights are missing, are not
   *     those that the manifest names, or not such as it describes
   */
  public Optional<TrainedNetwork> find(String name) {
    return files.bytes(name + "/" + MANIFEST).map(json -> read(name, json));
  }

  /**
   * What the network called {@code name} is, without its weights; empty when it is absent.
   *
   * @throws InputException when its manifest cannot be read
   */
  public Optional<NetworkManifest> manifest(String name) {
    return files.bytes(name + "/" + MANIFEST).map(json -> parse(name, json));
  }

  private NetworkManifest parse(String name, byte[] json) {
    return NetworkManifest.parse(
        new String(json, StandardCharsets.UTF_8), files.place() + "/" + name + "/" + MANIFEST);
  }

  private TrainedNetwork read(String name, byte[] json) {
    String folder = files.place() + "/" + name;
    NetworkManifest manifest = parse(name, json);
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
    try {
      Safetensors.parse(weights).require(manifest.tensors());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          e,
          "%s/%s holds not the network that its manifest describes: %s; train the model again",
          folder,
          WEIGHTS,
          e.getMessage());
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
