package org.matdesinne.spark.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.spark.artifact.CandidateColumns;
import org.matdesinne.spark.storage.TableSchema;

/**
 * A generation's tables as they were written: proves, before a manifest calls them finished, that
 * they hold what was drawn.
 *
 * @param blockSize draws of a block that is whole
 */
record WrittenCandidates(Dataset<Row> candidates, Dataset<Row> blocks, int blockSize) {

  /** Rows of a target, and how many of them are accepted. */
  record Counts(long rows, long accepted) {}

  /**
   * Checks that each target has the ids from 0 on, each once, and that candidates and blocks are as
   * many as planned.
   *
   * @param planned by target
   * @return rows of each table
   * @throws IllegalStateException when they are not
   */
  Map<String, Long> require(Map<Double, Counts> planned) {
    Map<Double, Row> found = byTarget(candidateCounts());
    Map<Double, Row> foundBlocks = byTarget(blockCounts());
    require("targets", planned.keySet(), found.keySet());
    require("targets of blocks", planned.keySet(), foundBlocks.keySet());
    long rows = 0;
    long blockRows = 0;
    for (Map.Entry<Double, Counts> each : planned.entrySet()) {
      String of = " of target " + each.getKey();
      Counts counts = each.getValue();
      Row row = found.get(each.getKey());
      require("candidates" + of, counts.rows(), row.getLong(1));
      require("distinct candidate ids" + of, counts.rows(), row.getLong(2));
      require("least candidate id" + of, 0L, row.getLong(3));
      require("greatest candidate id" + of, counts.rows() - 1, row.getLong(4));
      require("accepted candidates" + of, counts.accepted(), row.getLong(5));
      Row block = foundBlocks.get(each.getKey());
      long blocksOfTarget = 1 + (counts.rows() - 1) / blockSize;
      require("blocks" + of, blocksOfTarget, block.getLong(1));
      require("distinct blocks" + of, blocksOfTarget, block.getLong(2));
      require("draws of the blocks" + of, counts.rows(), block.getLong(3));
      require("accepted of the blocks" + of, counts.accepted(), block.getLong(4));
      rows += counts.rows();
      blockRows += blocksOfTarget;
    }
    return Map.of(
        TableSchema.CANDIDATES.tableName(), rows, TableSchema.BLOCKS.tableName(), blockRows);
  }

  private static void require(String what, Object planned, Object written) {
    if (!planned.equals(written)) {
      throw new IllegalStateException(
          "what was written is not what was drawn: "
              + what
              + ": "
              + written
              + " written, "
              + planned
              + " planned; nothing is called finished");
    }
  }

  private static Map<Double, Row> byTarget(Dataset<Row> counts) {
    Map<Double, Row> byTarget = new TreeMap<>();
    counts.collectAsList().forEach(row -> byTarget.put(row.getDouble(0), row));
    return byTarget;
  }

  private Dataset<Row> candidateCounts() {
    Column id = col("candidate_id");
    return candidates
        .groupBy("target")
        .agg(
            count(lit(1)),
            countDistinct(id),
            min(id),
            max(id),
            count(when(CandidateColumns.hasStatus(CandidateStatus.ACCEPTED), 1)));
  }

  private Dataset<Row> blockCounts() {
    return blocks
        .groupBy("target")
        .agg(count(lit(1)), countDistinct(col("block")), sum("draws"), sum("accepted"));
  }
}
