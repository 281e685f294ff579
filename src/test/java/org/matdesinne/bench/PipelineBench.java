package org.matdesinne.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.localization.BatchLocalizer;
import org.matdesinne.localization.Localizer;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.pipeline.Acceptance;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;
import org.matdesinne.pipeline.Conditions;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.pipeline.InverseDesign;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.surrogate.Surrogate;

/**
 * What the kernels of a run cost: microseconds of one core for each draw and each accepted
 * candidate, with the bundled model and no Spark, beside the engine's matrix product in the same
 * process.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=org.matdesinne.bench.PipelineBench -Dexec.args="spline-cinn 1024 5"</pre>
 */
public final class PipelineBench {
  private static final int WIDTH = 256;

  private PipelineBench() {}

  /** Arguments: generator, draws in a block, rounds. */
  public static void main(String[] arguments) {
    String network = arguments[0];
    int size = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    RunSettings run =
        RunSettings.from(
            ConfigFactory.parseFile(new File("conf/mos2.conf"))
                .resolve()
                .withoutPath("profiles")
                .withoutPath("generation.by-generator"));
    GenerationSettings settings = run.generation();
    BundledModel bundled = BundledModel.all().get(0);
    SavedModel model = new SavedModel(bundled);
    TrainedNetwork dense = model.load("dense");
    try (NDManager manager = TorchRuntime.manager();
        Surrogate surrogate = dense.surrogate(Device.cpu());
        Generator generator = model.load(network).confinedGenerator(Device.cpu());
        Surrogate guide = guide(settings, model);
        Localizer localizer =
            new BatchLocalizer(
                surrogate,
                Optional.ofNullable(guide),
                new FeasibleSet(
                    run.designSpace(),
                    settings.ranges(dense.manifest().ranges(), run.designSpace())),
                dense.manifest().scaling().designScale(),
                settings.localization())) {
      Ranges ranges = settings.ranges(dense.manifest().ranges(), run.designSpace());
      DownSelection selection =
          new DownSelection(new FeasibleSet(run.designSpace(), ranges), settings.window());
      double[][] known = bundled.trainingSet().orElseThrow().x();
      InverseDesign method =
          new InverseDesign(
              generator,
              new LatentSource(run.seed()),
              selection,
              localizer,
              new Acceptance(
                  selection,
                  Optional.of(
                      Novelty.of(run.designSpace(), known, run.benchmark().noveltyTolerance())),
                  settings.onlyNew(),
                  settings.abstention(),
                  Optional.empty()),
              new Conditions(run.seed(), Map.of()));
      for (int round = 0; round < rounds; round++) {
        System.out.printf(Locale.ROOT, "matrix product %.1f GFLOP/s%n", product(manager, size));
        for (double target : List.of(0.0, 0.5, 1.0)) {
          report(method.run(Block.of(Target.of(target), round, size)), size);
        }
      }
    }
  }

  private static Surrogate guide(GenerationSettings settings, SavedModel model) {
    return settings.guideName().map(name -> model.load(name).student(Device.cpu())).orElse(null);
  }

  private static void report(BlockResult result, int draws) {
    List<Candidate> accepted = result.candidates().stream().filter(Candidate::accepted).toList();
    double steps =
        accepted.stream().mapToInt(c -> c.localized().orElseThrow().steps()).average().orElse(0);
    double total =
        result.generationSeconds() + result.selectionSeconds() + result.localizationSeconds();
    System.out.printf(
        Locale.ROOT,
        "target %s: draw %6.1f  select %6.1f  localize %6.1f us a draw; %.3f ms an accepted one;"
            + " %d accepted, %.2f steps%n",
        result.block().target().label(),
        1e6 * result.generationSeconds() / draws,
        1e6 * result.selectionSeconds() / draws,
        1e6 * result.localizationSeconds() / draws,
        1e3 * total / accepted.size(),
        accepted.size(),
        steps);
  }

  private static double product(NDManager manager, int rows) {
    NDArray left = manager.ones(new Shape(rows, WIDTH));
    NDArray right = manager.ones(new Shape(WIDTH, WIDTH));
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 30; i++) {
      long start = System.nanoTime();
      left.matMul(right).close();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    left.close();
    right.close();
    return 2.0 * rows * WIDTH * WIDTH / best / 1e9;
  }
}
