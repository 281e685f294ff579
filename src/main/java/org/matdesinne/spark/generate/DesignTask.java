package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Conditions;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.selection.GivenPoints;
import org.matdesinne.spark.artifact.LeasedCache;
import org.matdesinne.spark.artifact.LeasedCache.Lease;

/**
 * All that an executor needs to carry out blocks of one run: bytes and numbers, no tensors.
 *
 * @param key of the run's models and settings
 * @param generator draws candidates
 * @param surrogate predicts and localizes
 * @param guide leads localization in the surrogate's place; null where nothing does
 * @param settings what is asked for
 * @param seed of the latents
 * @param space the parameters
 * @param conditions what the generator is asked for
 * @param given points that candidates are to be near; null where none are given
 * @param known (rows, parameters) points that a candidate is compared with; no rows: with none
 * @param noveltyTolerance of the comparison
 */
public record DesignTask(
    String key,
    GeneratorFactory generator,
    TrainedNetwork surrogate,
    TrainedNetwork guide,
    GenerationSettings settings,
    long seed,
    DesignSpace space,
    Conditions conditions,
    GivenPoints given,
    double[][] known,
    double noveltyTolerance)
    implements Serializable {
  /** Of the runs of a sweep, which follow each other. */
  private static final int MOST_RUNS = 4;

  private static final LeasedCache<Key, OpenDesign> DESIGNS = new LeasedCache<>(MOST_RUNS);

  private record Key(String task, Device device) {}

  /** Draws, localizes and checks a block, on an executor. */
  public BlockResult run(Block block, Device device) {
    return run(List.of(block), device).get(0);
  }

  /**
   * Draws, localizes and checks blocks of one target that follow each other, in one batch, on an
   * executor.
   *
   * @return one result a block, in order
   */
  public List<BlockResult> run(List<Block> blocks, Device device) {
    try (Lease<OpenDesign> design = lease(device)) {
      return design.value().run(blocks);
    }
  }

  /** Opens on an executor what its blocks will need. */
  void open(Device device) {
    lease(device).close();
  }

  private Lease<OpenDesign> lease(Device device) {
    return DESIGNS.lease(new Key(key, device), key -> OpenDesign.open(this, device));
  }

  /** The comparison with known points; empty where there are none. */
  Optional<Novelty> novelty() {
    return known.length == 0
        ? Optional.empty()
        : Optional.of(Novelty.of(space, known, noveltyTolerance));
  }
}
