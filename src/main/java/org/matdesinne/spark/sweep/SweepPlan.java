package org.matdesinne.spark.sweep;

import ai.djl.Device;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.report.SweepTable;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.generate.CheckpointedRounds;
import org.matdesinne.spark.generate.DesignTask;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.TableSchema;

/** What a sweep will take, from the first block of each unit: drawn, timed and thrown away. */
final class SweepPlan {
  private final JobContext context;
  private final List<SweepUnit> units;
  private final List<CheckpointedRounds> begun;

  /**
   * A plan.
   *
   * @param begun the units' runs, of which nothing is drawn yet
   */
  SweepPlan(JobContext context, List<SweepUnit> units, List<CheckpointedRounds> begun) {
    this.context = context;
    this.units = units;
    this.begun = begun;
  }

  /** A unit's first block. */
  private record Pilot(DesignTask task, Block block) implements Serializable {

    Sample run() {
      Device device = TaskDevice.current();
      // What is loaded and compiled once is no part of a block's cost.
      task.run(block, device);
      long start = System.nanoTime();
      BlockResult result = task.run(block, device);
      double seconds = (System.nanoTime() - start) / 1e9;
      long accepted = result.candidates().stream().filter(Candidate::accepted).count();
      return new Sample(accepted, seconds);
    }
  }

  private record Sample(long accepted, double seconds) implements Serializable {}

  SweepTable table() {
    List<Pilot> pilots =
        IntStream.range(0, units.size())
            .mapToObj(i -> new Pilot(begun.get(i).task(), firstBlock(units.get(i))))
            .toList();
    List<Sample> samples =
        context
            .progress()
            .phase(
                "try a block of each unit",
                () ->
                    context
                        .computing()
                        .parallelize(pilots, pilots.size())
                        .map(Pilot::run)
                        .collect());
    int slots = context.jobs().defaultParallelism();
    List<SweepTable.Estimated> estimates =
        IntStream.range(0, units.size())
            .mapToObj(i -> estimate(units.get(i), samples.get(i), slots))
            .toList();
    return SweepTable.estimated(estimates, slots);
  }

  private static GenerationSettings generation(SweepUnit unit) {
    return unit.context().settings().generation();
  }

  private static Block firstBlock(SweepUnit unit) {
    return Block.of(unit.target(), 0, generation(unit).candidatesPerBlock());
  }

  private SweepTable.Estimated estimate(SweepUnit unit, Sample sample, int slots) {
    GenerationSettings settings = generation(unit);
    double share = (double) sample.accepted / settings.candidatesPerBlock();
    double most = (double) settings.maxDraws();
    double draws = share > 0 ? Math.min(settings.samples() / share, most) : most;
    double blocks = Math.ceil(draws / settings.candidatesPerBlock());
    return new SweepTable.Estimated(
        unit.path(),
        settings.samples(),
        share,
        draws,
        blocks * sample.seconds / slots,
        draws * rowBytes(unit));
  }

  /** Numbers hardly compress; texts repeat, so that a file holds each of them once. */
  private static double rowBytes(SweepUnit unit) {
    double bytes = 0;
    for (StructField field : unit.context().table(TableSchema.CANDIDATES).columns().fields()) {
      bytes += field.dataType().equals(DataTypes.StringType) ? 0 : field.dataType().defaultSize();
    }
    return bytes;
  }
}
