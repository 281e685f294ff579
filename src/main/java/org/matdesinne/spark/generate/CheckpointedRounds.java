package org.matdesinne.spark.generate;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaFutureAction;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws blocks in rounds until every target has enough, and keeps each round, one row a block: a
 * round that a killed run has finished is read, not drawn again, unless its files are gone.
 */
public final class CheckpointedRounds {
  /** A round is the unit of resumption: this bounds what a kill can cost. */
  private static final int BLOCKS_A_SLOT = 128;

  /** So many that no slot has long to wait for the others at the end of a round. */
  private static final int TASKS_A_SLOT = 8;

  /**
   * So many candidates of one target make a batch on a GPU, which is slow to begin an operation and
   * quick to carry it out. On a CPU, where the activations of one block fill the caches, a block.
   */
  private static final int GPU_BATCH = 32_768;

  /** The column, behind those of the blocks, that holds a block's candidates. */
  static final String CANDIDATES = "candidates";

  /** The column before it: which of the candidates are accepted, a bit each. */
  private static final String ACCEPTED_BITS = "accepted_bits";

  /** A block of a round, and which of its candidates are accepted. */
  private record KeptBlock(DrawnBlock block, BitSet accepted) {
    static KeptBlock of(Row row) {
      return new KeptBlock(DrawnBlock.of(row), BitSet.valueOf(row.<byte[]>getAs(ACCEPTED_BITS)));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointedRounds.class);

  private final JobContext context;
  private final DesignTask task;
  private final RunFolder folder;
  private final CandidateRows rows;
  private final List<TargetProgress> draws;
  private final List<String> rounds = new ArrayList<>();
  private final List<DrawnBlock> blocks = new ArrayList<>();

  CheckpointedRounds(JobContext context, DesignTask task, RunFolder folder) {
    this.context = context;
    this.task = task;
    this.folder = folder;
    rows = new CandidateRows(folder.runId(), task.settings().generator(), task.settings().within());
    int together =
        context.computing().usesGpus()
            ? Math.max(1, GPU_BATCH / task.settings().candidatesPerBlock())
            : 1;
    draws =
        task.settings().targets().stream()
            .map(target -> new TargetProgress(task.settings(), target, together))
            .toList();
  }

  /**
   * Draws round after round until no target wants another. A finished round may hold other blocks
   * than would be drawn now, on another number of cores: each target's go on where they end.
   */
  void drawAll() {
    Broadcast<DesignTask> shared = context.jobs().broadcast(task);
    for (List<List<Block>> wanted = nextRound(); !wanted.isEmpty(); wanted = nextRound()) {
      // Those called round= are of earlier versions, which kept less.
      String unit = "blocks=" + rounds.size();
      Optional<String> kept = folder.kept(unit);
      List<KeptBlock> keptBlocks = kept.map(this::blocks).orElse(List.of());
      if (kept.isPresent() && follows(keptBlocks)) {
        note(kept.get(), keptBlocks);
      } else {
        String round = folder.draft(unit);
        draw(wanted, shared, round);
        folder.keep(unit, round);
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
    return read(rounds);
  }

  private Dataset<Row> read(List<String> some) {
    return ParquetInput.openAll(context.spark(), some, columns());
  }

  /** Every block of every round, target by target and in order. */
  List<DrawnBlock> blocks() {
    return blocks.stream().sorted(DrawnBlock.ORDER).toList();
  }

  /** As rows of the tables. */
  CandidateRows rows() {
    return rows;
  }

  /** What an executor needs for it. */
  public DesignTask task() {
    return task;
  }

  /** The folder of the run. */
  RunFolder folder() {
    return folder;
  }

  private List<List<Block>> nextRound() {
    folder.requireOurs();
    // Executors may come and go: how many slots there are is asked for each round anew.
    int fullRound = BLOCKS_A_SLOT * context.jobs().defaultParallelism();
    return draws.stream().flatMap(each -> each.nextRound(fullRound).stream()).toList();
  }

  private void draw(List<List<Block>> wanted, Broadcast<DesignTask> shared, String round) {
    CandidateRows toRow = rows;
    int partitions = Math.min(wanted.size(), TASKS_A_SLOT * context.jobs().defaultParallelism());
    var results =
        context
            .computing()
            .parallelize(wanted, partitions)
            .flatMap(
                batch -> {
                  Device device = TaskDevice.current();
                  List<BlockResult> drawn = shared.value().run(batch, device);
                  drawn.forEach(result -> DesignPlugin.count(result, device));
                  return drawn.stream().map(toRow::block).iterator();
                });
    // Meanwhile the driver plans how the round is written.
    JavaFutureAction<Void> opening =
        context
            .computing()
            .parallelize(wanted, Math.min(wanted.size(), context.jobs().defaultParallelism()))
            .foreachPartitionAsync(batches -> shared.value().open(TaskDevice.current()));
    try {
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
                note(round, blocks(round));
                return null;
              },
              this::description);
    } finally {
      settle(opening);
    }
  }

  /** What fails in it fails in the round, too, which says so. */
  private static void settle(JavaFutureAction<Void> opening) {
    try {
      opening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      LOG.debug("the networks were not opened", e);
    }
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
        .add(ACCEPTED_BITS, DataTypes.BinaryType, false)
        .add(
            CANDIDATES,
            DataTypes.createArrayType(context.table(TableSchema.CANDIDATES).columns(), false),
            false);
  }

  /** The blocks of a round, target by target and in order. */
  private List<KeptBlock> blocks(String round) {
    return read(List.of(round)).drop(CANDIDATES).collectAsList().stream()
        .map(KeptBlock::of)
        .sorted(Comparator.comparing(KeptBlock::block, DrawnBlock.ORDER))
        .toList();
  }

  /**
   * Whether a round goes on where the rounds before it end: where two drivers have worked at the
   * same time on an object store, each with its own number of cores, it may not.
   */
  private boolean follows(List<KeptBlock> round) {
    return draws.stream()
        .allMatch(
            each -> {
              long[] found = of(each, round).mapToLong(kept -> kept.block.index()).toArray();
              long first = each.blocks();
              return Arrays.equals(found, LongStream.range(first, first + found.length).toArray());
            });
  }

  private void note(String round, List<KeptBlock> found) {
    for (TargetProgress each : draws) {
      of(each, found).forEach(kept -> each.add(kept.accepted));
    }
    found.forEach(kept -> blocks.add(kept.block));
    rounds.add(round);
  }

  private static Stream<KeptBlock> of(TargetProgress target, List<KeptBlock> blocks) {
    return blocks.stream().filter(kept -> kept.block.target().equals(target.target()));
  }
}
