package org.matdesinne.spark.generate;

import java.util.Comparator;
import org.apache.spark.sql.Row;
import org.matdesinne.design.Target;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;
import org.matdesinne.spark.storage.TableSchema;

/**
 * A block without its candidates: a row of the table {@link TableSchema#BLOCKS}.
 *
 * @param target its label
 * @param index of the block, from 0
 * @param first id of its first candidate
 * @param draws candidates in it
 * @param accepted how many of them are
 * @param generationSeconds see {@link BlockResult}
 * @param selectionSeconds see {@link BlockResult}
 * @param localizationSeconds see {@link BlockResult}
 */
record DrawnBlock(
    String target,
    long index,
    long first,
    int draws,
    int accepted,
    double generationSeconds,
    double selectionSeconds,
    double localizationSeconds) {

  /** Target by target, and in order. */
  static final Comparator<DrawnBlock> ORDER =
      Comparator.comparing(DrawnBlock::target, Target.LABELS).thenComparingLong(DrawnBlock::index);

  static DrawnBlock of(BlockResult result) {
    return new DrawnBlock(
        result.block().target().label(),
        result.block().index(),
        result.block().first(),
        result.block().draws(),
        (int) result.candidates().stream().filter(Candidate::accepted).count(),
        result.generationSeconds(),
        result.selectionSeconds(),
        result.localizationSeconds());
  }

  /** Of a row of the table. */
  static DrawnBlock of(Row row) {
    return new DrawnBlock(
        row.getAs("wanted"),
        row.getAs("block"),
        row.getAs("first_candidate"),
        row.getAs("draws"),
        row.getAs("accepted"),
        row.getAs("generation_seconds"),
        row.getAs("selection_seconds"),
        row.getAs("localization_seconds"));
  }

  /** Its first draws, so many of them accepted. */
  DrawnBlock cut(int kept, int keptAccepted) {
    return new DrawnBlock(
        target,
        index,
        first,
        kept,
        keptAccepted,
        generationSeconds,
        selectionSeconds,
        localizationSeconds);
  }
}
