package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.ConfinedGenerator;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.localization.BatchLocalizer;
import org.matdesinne.localization.Localizer;
import org.matdesinne.pipeline.Acceptance;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.pipeline.InverseDesign;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.NetworkCache;
import org.matdesinne.spark.device.DeviceTurns;
import org.matdesinne.surrogate.Surrogate;

/** The method of one run on an executor, with its networks open. */
final class OpenDesign implements AutoCloseable {
  /** Closed from the last opened to the first. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private final Device device;
  private final InverseDesign method;

  private OpenDesign(DesignTask task, Device device) {
    this.device = device;
    GenerationSettings settings = task.settings();
    Ranges seen = task.surrogate().manifest().ranges();
    Ranges ranges = settings.ranges(seen, task.space());
    FeasibleSet region = new FeasibleSet(task.space(), ranges);
    double[] scale = task.surrogate().manifest().scaling().designScale();
    try {
      Surrogate surrogate = opened(NetworkCache.surrogate(task.surrogate(), device));
      Optional<Surrogate> guide =
          Optional.ofNullable(task.guide())
              .map(network -> opened(NetworkCache.student(network, device)));
      Generator generator = opened(task.generator().open(ranges, device));
      Localizer localizer =
          new BatchLocalizer(surrogate, guide, region, scale, settings.localization());
      opened.push(localizer::close);
      DownSelection selection = new DownSelection(region, settings.window());
      method =
          new InverseDesign(
              ConfinedGenerator.confine(generator, seen, region, scale),
              new LatentSource(task.seed()),
              selection,
              localizer,
              new Acceptance(
                  selection,
                  task.novelty(),
                  settings.onlyNew(),
                  settings.abstention(),
                  Optional.ofNullable(task.given())),
              task.conditions());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  static OpenDesign open(DesignTask task, Device device) {
    task.settings().requireKnownAmounts();
    return new OpenDesign(task, device);
  }

  private <T> T opened(Lease<T> lease) {
    opened.push(lease::close);
    return lease.value();
  }

  /**
   * Carries out blocks of one target that follow each other, in one batch.
   *
   * @return one result a block, in order
   */
  List<BlockResult> run(List<Block> blocks) {
    return method.judge(DeviceTurns.take(device, () -> method.calculate(blocks)));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().run();
    }
  }
}
