package org.matdesinne.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.ConfinedGenerator;
import org.matdesinne.generator.Generator;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.PropertyModel;
import org.matdesinne.surrogate.Surrogate;
import org.matdesinne.surrogate.SymmetrizedModel;

/**
 * A trained network, not yet on any device.
 *
 * @param manifest what it is
 * @param weights safetensors
 * @param hash SHA-256 of the manifest, which holds that of the weights: tells networks apart
 */
public record TrainedNetwork(NetworkManifest manifest, byte[] weights, String hash)
    implements Serializable {

  /** A network of this manifest and these weights. */
  public TrainedNetwork(NetworkManifest manifest, byte[] weights) {
    this(manifest, weights, DigestUtils.sha256Hex(manifest.json()));
  }

  /**
   * The network as a generator on {@code device}; the caller closes it.
   *
   * @throws InputException when it draws no candidates
   */
  public Generator generator(Device device) {
    return generatorBlueprint().generator(state(device), floors());
  }

  /**
   * The network as a generator on {@code device} whose draws keep what never varies in the training
   * set as it is; the caller closes it.
   *
   * @throws InputException when it draws no candidates
   */
  public Generator confinedGenerator(Device device) {
    Ranges seen = manifest.ranges();
    return ConfinedGenerator.confine(
        generator(device),
        seen,
        new FeasibleSet(manifest.designSpace(), seen),
        manifest.scaling().designScale());
  }

  /**
   * The network as a surrogate on {@code device}; the caller closes it.
   *
   * @throws InputException when it predicts no property
   */
  public CensoredSurrogate surrogate(Device device) {
    PropertyModel model = surrogateBlueprint().property(states(device));
    if (manifest.settings().symmetrized()) {
      model =
          new SymmetrizedModel(model, manifest.designSpace().symmetryGroup(), manifest.ranges());
    }
    return new CensoredSurrogate(model, manifest.calibrations(), floors().toArray());
  }

  /**
   * The network as a student of a surrogate on {@code device}; the caller closes it.
   *
   * @throws InputException when it is none
   */
  public Surrogate student(Device device) {
    if (manifest.settings().blueprint() instanceof StudentBlueprint blueprint) {
      return blueprint.student(state(device), floors());
    }
    throw new InputException(
        "network '%s' is no student of a surrogate; name one of kind student", manifest.name());
  }

  /**
   * Checks that it is a generator.
   *
   * @throws InputException when it draws no candidates
   */
  public void requireDraws() {
    generatorBlueprint();
  }

  private GeneratorBlueprint generatorBlueprint() {
    return manifest
        .settings()
        .generator()
        .orElseThrow(
            () ->
                new InputException(
                    "network '%s' draws no candidates, it predicts; name another generator",
                    manifest.name()));
  }

  /**
   * Checks that it is a surrogate.
   *
   * @throws InputException when it predicts no property
   */
  public void requirePredicts() {
    surrogateBlueprint();
  }

  private SurrogateBlueprint surrogateBlueprint() {
    return manifest
        .settings()
        .surrogate()
        .orElseThrow(
            () ->
                new InputException(
                    "network '%s' predicts no property; name a surrogate, such as a dense network"
                        + " or an INN",
                    manifest.name()));
  }

  /** Of each member of an ensemble; of a network that is alone, its own. */
  private List<NetworkState> states(Device device) {
    int members = manifest.settings().members();
    if (members == 1) {
      return List.of(state(device));
    }
    NDManager manager = TorchRuntime.manager(device);
    Weights all = Weights.decode(manager, weights);
    return IntStream.range(0, members)
        .mapToObj(k -> new NetworkState(manager, all.under(Ensemble.prefix(k)), manifest.scaling()))
        .toList();
  }

  /**
   * log p(x | y) of points, per unit of design space; empty when networks of this kind have no
   * density.
   *
   * @param x (rows, parameters) in the units of the design space
   * @param y (rows, properties) in their units
   */
  public Optional<double[]> logDensity(double[][] x, double[][] y, Device device) {
    NetworkState state = state(device);
    try {
      return Tensors.scoped(
          () ->
              manifest
                  .settings()
                  .generator()
                  .flatMap(blueprint -> blueprint.density(state, floors()))
                  .map(model -> Tensors.flat(model.logDensity(state.points(x), state.labels(y)))));
    } finally {
      state.manager().close();
    }
  }

  private NetworkState state(Device device) {
    return NetworkState.open(device, weights, manifest.scaling());
  }

  private Amounts floors() {
    return Amounts.of(manifest.properties().floors());
  }
}
