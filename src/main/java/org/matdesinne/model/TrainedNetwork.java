package org.matdesinne.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.Serializable;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.nn.Tensors;
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

  /**
   * log p(x | y) of points, per unit of design space; empty when networks of this kind have no
   * density.
   *
   * @param x (rows, parameters) in the units of the design space
   * @param y (rows) in the property's unit
   */
  public Optional<double[]> logDensity(double[][] x, double[] y, Device device) {
    NetworkState state = state(device);
    try (NDManager manager = state.manager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return manifest
          .settings()
          .blueprint()
          .density(state, floor())
          .map(
              model -> Tensors.flat(model.logDensity(state.points(x), Tensors.column(manager, y))));
    }
  }

  private NetworkState state(Device device) {
    return NetworkState.open(device, weights, manifest.scaling());
  }

  private double floor() {
    return manifest.property().minimum();
  }
}
