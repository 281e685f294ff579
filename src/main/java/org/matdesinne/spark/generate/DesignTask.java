package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.io.Serializable;
import java.util.Optional;
import org.matdesinne.design.Confinement;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.ConfinedGenerator;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.generator.MultiStart;
import org.matdesinne.localization.BatchLocalizer;
import org.matdesinne.localization.Localizer;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.pipeline.Acceptance;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.pipeline.InverseDesign;
import org.matdesinne.pipeline.PropertyRange;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.spark.artifact.ExecutorModels;
import org.matdesinne.surrogate.Surrogate;

/**
 * All that an executor needs to carry out blocks of one run: bytes and numbers, no tensors.
 *
 * @param key of the run's models and settings
 * @param generator draws candidates
 * @param surrogate predicts and localizes
 * @param settings what is asked for
 * @param seed of the latents
 * @param space the parameters
 * @param known (rows, parameters) points that a candidate is compared with; no rows: with none
 * @param noveltyTolerance of the comparison
 */
public record DesignTask(
    String key,
    Drawer generator,
    Network surrogate,
    GenerationSettings settings,
    long seed,
    DesignSpace space,
    double[][] known,
    double noveltyTolerance)
    implements Serializable {

  /** What becomes a generator on an executor. */
  sealed interface Drawer extends Serializable permits Network, Everywhere {

    /**
     * The generator.
     *
     * @param ranges where candidates may lie
     */
    Generator open(Ranges ranges, Device device);
  }

  /** {@link GenerationSettings#MULTI_START}. */
  record Everywhere() implements Drawer {

    @Override
    public Generator open(Ranges ranges, Device device) {
      return new MultiStart(ranges);
    }
  }

  /**
   * A trained network as it travels.
   *
   * @param manifest JSON
   * @param weights safetensors
   */
  public record Network(String manifest, byte[] weights) implements Drawer {

    public static Network of(TrainedNetwork network) {
      return new Network(network.manifest().json(), network.weights());
    }

    @Override
    public Generator open(Ranges ranges, Device device) {
      return ExecutorModels.generator(open(), device);
    }

    public TrainedNetwork open() {
      return new TrainedNetwork(NetworkManifest.parse(manifest, "a broadcast manifest"), weights);
    }
  }

  /** What the surrogate predicts where candidates may lie, on an executor. */
  Optional<PropertyRange> reach(Device device) {
    TrainedNetwork trained = surrogate.open();
    return PropertyRange.of(
        ExecutorModels.surrogate(trained, device),
        settings.ranges(trained.manifest().ranges(), space));
  }

  /** The method, on an executor. */
  public InverseDesign load(Device device) {
    settings.requireKnownAmounts();
    TrainedNetwork trained = surrogate.open();
    Surrogate predictor = ExecutorModels.surrogate(trained, device);
    Ranges seen = trained.manifest().ranges();
    Ranges ranges = settings.ranges(seen, space);
    Generator drawer =
        ConfinedGenerator.confine(generator.open(ranges, device), Confinement.of(seen, ranges));
    DownSelection selection = new DownSelection(ranges, settings.window());
    Localizer localizer =
        new BatchLocalizer(
            predictor, ranges, trained.manifest().scaling().designScale(), settings.localization());
    Optional<Novelty> novelty =
        known.length == 0
            ? Optional.empty()
            : Optional.of(Novelty.of(space, known, noveltyTolerance));
    return new InverseDesign(
        drawer,
        new LatentSource(seed),
        predictor,
        selection,
        localizer,
        new Acceptance(selection, novelty, settings.onlyNew(), settings.abstention()));
  }
}
