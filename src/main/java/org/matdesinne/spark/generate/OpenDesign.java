package org.matdesinne.spark.generate;

import ai.djl.Device;
import org.matdesinne.design.Confinement;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.ConfinedGenerator;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.localization.BatchLocalizer;
import org.matdesinne.localization.Localizer;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.pipeline.Acceptance;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.pipeline.InverseDesign;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.NetworkCache;
import org.matdesinne.surrogate.Surrogate;

/** The method of one run on an executor, with its networks open. */
record OpenDesign(
    InverseDesign method,
    Localizer localizer,
    Lease<Generator> generator,
    Lease<Surrogate> surrogate)
    implements AutoCloseable {

  static OpenDesign open(DesignTask task, Device device) {
    task.settings().requireKnownAmounts();
    Lease<Surrogate> surrogate = NetworkCache.surrogate(task.surrogate(), device);
    try {
      Lease<Generator> generator = task.generator().open(ranges(task), device);
      Localizer localizer = localizer(task, surrogate.value());
      return new OpenDesign(
          method(task, generator.value(), surrogate.value(), localizer),
          localizer,
          generator,
          surrogate);
    } catch (RuntimeException e) {
      surrogate.close();
      throw e;
    }
  }

  /** Where candidates may lie. */
  private static Ranges ranges(DesignTask task) {
    return task.settings().ranges(task.surrogate().manifest().ranges(), task.space());
  }

  private static Localizer localizer(DesignTask task, Surrogate surrogate) {
    return new BatchLocalizer(
        surrogate,
        ranges(task),
        task.surrogate().manifest().scaling().designScale(),
        task.settings().localization());
  }

  private static InverseDesign method(
      DesignTask task, Generator generator, Surrogate surrogate, Localizer localizer) {
    GenerationSettings settings = task.settings();
    NetworkManifest trained = task.surrogate().manifest();
    Ranges ranges = ranges(task);
    DownSelection selection = new DownSelection(ranges, settings.window());
    return new InverseDesign(
        ConfinedGenerator.confine(generator, Confinement.of(trained.ranges(), ranges)),
        new LatentSource(task.seed()),
        surrogate,
        selection,
        localizer,
        new Acceptance(selection, task.novelty(), settings.onlyNew(), settings.abstention()));
  }

  BlockResult run(Block block) {
    return method.run(block);
  }

  @Override
  public void close() {
    localizer.close();
    generator.close();
    surrogate.close();
  }
}
