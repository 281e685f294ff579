package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.spark.DesignPlugin;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.storage.ParquetInput;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Draws blocks in rounds until every target has enough, and keeps each round, one row a block: a
 * round that a killed run has finished is read, not drawn again, unless its files are gone.
 */
public final class CheckpointedRounds {
  /** A round is the unit of resumption: this bounds what a kill can cost. */
  private static final int BLOCKS_A_SLOT = 32;

  private final JobContext context;
  private final DesignTask task;
  private final RunFolder folder;
  private final List<TargetProgress> draws;
  private final List<String> rounds = new ArrayList<>();

  CheckpointedRounds(JobContext context, DesignTask task, RunFolder folder) {
    this.context = context;
    this.task = task;
    this.folder = folder;
    draws =
        task.settings().targets().stream()
            .map(target -> new TargetProgress(task.settings(), target))
            .toList();
  }

  /**
   * Draws round after round until no target wants another. A finished round may hold other blocks
   * than would be drawn now, on another number of cores: each target's go on where they end.
   */
  void drawAll() {
    CandidateRows rows = new CandidateRows(folder.runId(), task.settings().generator());
    Broadcast<DesignTask> shared = context.jobs().broadcast(task);
    for (List<Block> blocks = nextRound(); !blocks.isEmpty(); blocks = nextRound()) {
      String unit = "round=" + rounds.size();
      Optional<String> kept = folder.kept(unit);
      List<Row> counts = kept.map(this::counts).orElse(List.of());
      if (kept.isPresent() && follows(counts)) {
        note(counts);
        rounds.add(kept.get());
      } else {
        String round = folder.draft(unit);
        draw(blocks, shared, rows, round);
        folder.keep(unit, round);
        rounds.add(round);
      }
    }
    shared.destroy();
  }

  /** What the rounds gave, target by target. */
  List<TargetProgress> draws() {
    return draws;
  }

  /** Every block of every round, its candidates in an array. */
  Dataset<Row> read() {
    return ParquetInput.openAll(context.spark(), rounds);
  }

  /** What an executor needs for it. */
  public DesignTask task() {
    return task;
  }

  /** The folder of the run. */
  RunFolder folder() {
    return folder;
  }

  private List<Block> nextRound() {
    folder.requireOurs();
    // Executors may come and go: how many slots there are is asked for each round anew.
    int fullRound = BLOCKS_A_SLOT * context.jobs().defaultParallelism();
    return draws.stream().flatMap(each -> each.nextRound(fullRound).stream()).toList();
  }

  private void draw(
      List<Block> blocks, Broadcast<DesignTask> shared, CandidateRows rows, String round) {
    int partitions = Math.min(blocks.size(), 4 * context.jobs().defaultParallelism());
    var results =
        context
            .jobs()
            .parallelize(blocks, partitions)
            .map(
                block -> {
                  Device device = TaskDevice.current();
                  BlockResult result = shared.value().run(block, device);
                  DesignPlugin.count(result, device);
                  return rows.block(result);
                });
    context
        .progress()
        .countingPhase(
            description(),
            () -> {
              context
                  .spark()
                  .createDataFrame(results, columns())
                  .write()
                  .mode(SaveMode.Overwrite)
                  .parquet(round);
              note(counts(round));
              return null;
            },
            this::description);
  }

  /** How much of what is wanted is there: what a target has beyond need counts for no other. */
  private String description() {
    long accepted = draws.stream().mapToLong(TargetProgress::wantedSoFar).sum();
    long wanted = (long) draws.size() * task.settings().samples();
    return String.format(Locale.ROOT, "generate, %,d of %,d accepted", accepted, wanted);
  }

  private StructType columns() {
    return context
        .table(TableSchema.BLOCKS)
        .columns()
        .add(
            "candidates",
            DataTypes.createArrayType(context.table(TableSchema.CANDIDATES).columns(), false),
            false);
  }

  /** Target, index and accepted candidates of each block of a round, in order. */
  private List<Row> counts(String round) {
    return ParquetInput.open(context.spark(), round)
        .select("target", "block", "accepted")
        .orderBy("target", "block")
        .collectAsList();
  }

  /**
   * Whether a round goes on where the rounds before it end: where two drivers have worked at the
   * same time on an object store, each with its own number of cores, it may not.
   */
  private boolean follows(List<Row> counts) {
    return draws.stream()
        .allMatch(
            each -> {
              long[] blocks =
                  counts.stream()
                      .filter(row -> row.getDouble(0) == each.target())
                      .mapToLong(row -> row.getLong(1))
                      .toArray();
              long first = each.blocks();
              return Arrays.equals(
                  blocks, LongStream.range(first, first + blocks.length).toArray());
            });
  }

  private void note(List<Row> counts) {
    for (TargetProgress each : draws) {
      counts.stream()
          .filter(row -> row.getDouble(0) == each.target())
          .forEach(row -> each.add(row.getInt(2)));
    }
  }
}
