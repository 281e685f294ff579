package org.matdesinne.model;

import ai.djl.Device;
import java.io.Serializable;
import org.matdesinne.config.InputException;
import org.matdesinne.generator.ConditionalInvertibleNetwork;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.surrogate.InvertibleNetworkSurrogate;
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
    return switch (manifest.settings().kind()) {
      case CINN ->
          ConditionalInvertibleNetwork.open(
              device,
              weights,
              manifest.scaling(),
              manifest.settings().encoding(manifest.property().minimum()),
              manifest.settings().architecture());
      case INN -> invertible(device);
    };
  }

  /**
   * The network as a surrogate on {@code device}; the caller closes it.
   *
   * @throws InputException when it predicts no property
   */
  public Surrogate surrogate(Device device) {
    return switch (manifest.settings().kind()) {
      case CINN ->
          throw new InputException(
              "network '%s' is a cINN and predicts no property; name an INN as the surrogate",
              manifest.name());
      case INN -> new InvertibleNetworkSurrogate(invertible(device), manifest.property().minimum());
    };
  }

  private InvertibleNetwork invertible(Device device) {
    return InvertibleNetwork.open(
        device, weights, manifest.scaling(), manifest.settings().architecture());
  }
}
