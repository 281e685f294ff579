package org.matdesinne.spark.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.design.Target;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.spark.run.TargetYield;
import org.matdesinne.spark.run.Together;
import org.matdesinne.spark.storage.TableSchema;

/**
 * A generation's tables as they were written: proves, before a manifest calls them finished, that
 * they hold what was drawn.
 */
record WrittenCandidates(Dataset<Row> candidates, Dataset<Row> blocks) {

  /**
   * What the tables hold.
   *
   * @param rows of each table
   * @param targets what was written of each target, in the order in which they were asked for
   */
  record Content(Map<String, Long> rows, List<TargetYield> targets) {}

  /**
   * Checks that the candidates are those of these blocks, each id once and each block with as many
   * accepted ones, and that the blocks are these.
   *
   * @param planned blocks, target by target and in order
   * @throws IllegalStateException when they are not
   */
  Content prove(List<DrawnBlock> planned, GenerationSettings settings) {
    Iterator<CandidateRun> runs =
        Together.with(
                () -> require("blocks", planned, writtenBlocks()),
                () -> runs(settings.candidatesPerBlock()))
            .iterator();
    Map<String, Long> accepted = new TreeMap<>();
    Map<String, Map<String, Long>> rejected = new TreeMap<>();
    List<String> targets = settings.targets().stream().map(Target::label).toList();
    targets.forEach(target -> rejected.put(target, new TreeMap<>()));
    long rows = 0;
    for (DrawnBlock block : planned) {
      String of = " of block " + block.index() + " of target " + block.target();
      int draws = 0;
      int acceptedOfBlock = 0;
      // A file may be read in several parts.
      while (draws < block.draws() && runs.hasNext()) {
        CandidateRun run = runs.next();
        require("target of candidate " + run.first(), block.target(), run.target());
        require("next candidate" + of, block.first() + draws, run.first());
        draws += run.rows();
        acceptedOfBlock += run.accepted();
        Map<String, Long> reasons = rejected.get(block.target());
        run.rejected().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      }
      require("candidates" + of, block.draws(), draws);
      require("accepted candidates" + of, block.accepted(), acceptedOfBlock);
      accepted.merge(block.target(), (long) acceptedOfBlock, Long::sum);
      rows += draws;
    }
    require("whether there are other candidates", false, runs.hasNext());
    return new Content(
        Map.of(
            TableSchema.CANDIDATES.tableName(),
            rows,
            TableSchema.BLOCKS.tableName(),
            (long) planned.size()),
        targets.stream()
            .map(
                target ->
                    TargetYield.of(
                        target, settings.samples(), accepted.get(target), rejected.get(target)))
            .toList());
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

  private List<DrawnBlock> writtenBlocks() {
    return blocks.collectAsList().stream().map(DrawnBlock::of).sorted(DrawnBlock.ORDER).toList();
  }

  private List<CandidateRun> runs(int blockSize) {
    FlatMapFunction<Iterator<Row>, CandidateRun> toRuns = rows -> CandidateRun.in(rows, blockSize);
    List<CandidateRun> runs =
        new ArrayList<>(
            candidates
                .selectExpr(CandidateRun.COLUMNS)
                .toJavaRDD()
                .mapPartitions(toRuns)
                .collect());
    runs.sort(
        Comparator.comparing(CandidateRun::target, Target.LABELS)
            .thenComparingLong(CandidateRun::first));
    return runs;
  }
}
