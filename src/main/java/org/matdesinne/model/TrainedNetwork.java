package org.matdesinne.model;

import ai.djl.Device;
import java.io.Serializable;
import org.matdesinne.config.InputException;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.surrogate.Surrogate;

/**
 * A trained network, not yet on any device.
 *
 * @param manifest what it is
 * @param weights safetensors
 */
public record TrainedNetwork(NetworkManifest manifest, byte[] weights) implements Serializable {

  /** The network as a generator on {@code device}; the caller closes it. */
  public Generator generator(Device device) {
    return manifest.settings().blueprint().generator(state(device), floor());
  }

  /**
   * The network as a surrogate on {@code device}; the caller closes it.
   *
   * @throws InputException when it predicts no property
   */
  public Surrogate surrogate(Device device) {
    return manifest
        .settings()
        .blueprint()
        .surrogate(state(device), floor())
        .orElseThrow(
            () ->
                new InputException(
                    "network '%s' predicts no property; name an INN as the surrogate",
                    manifest.name()));
  }

  private NetworkState state(Device device) {
    return NetworkState.open(device, weights, manifest.scaling());
  }

  private double floor() {
    return manifest.property().minimum();
  }
}
