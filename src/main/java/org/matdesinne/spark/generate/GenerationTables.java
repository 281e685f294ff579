package org.matdesinne.spark.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.design.Target;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.Together;
import org.matdesinne.spark.storage.NumberedPartitions;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Puts what was drawn into the tables of a run. Of each target they hold the draws up to the last
 * wanted candidate: what was drawn behind it is as if never drawn.
 */
final class GenerationTables {
  private static final int ROWS_PER_FILE = 1_000_000;
  private static final String FILE = "file";

  private final JobContext context;
  private final CheckpointedRounds rounds;

  /** The tables of {@code rounds}, which have drawn all. */
  GenerationTables(JobContext context, CheckpointedRounds rounds) {
    this.context = context;
    this.rounds = rounds;
  }

  /**
   * Writes the tables.
   *
   * @return what they hold, which is what was drawn
   * @throws IllegalStateException when it is not
   */
  WrittenCandidates.Content write() {
    List<DrawnBlock> kept = keptBlocks();
    RunFolder folder = rounds.folder();
    Table candidates = context.table(TableSchema.CANDIDATES);
    String candidatesFolder = folder.table(TableSchema.CANDIDATES);
    Table blocks = context.table(TableSchema.BLOCKS);
    String blocksFolder = folder.table(TableSchema.BLOCKS);
    Together.with(
        () -> blocks.write(blocks.dataset(blockRows(kept)).coalesce(1), blocksFolder),
        () -> {
          candidates.write(inFiles(kept), candidatesFolder, "model", "target");
          return null;
        });
    return new WrittenCandidates(candidates.written(candidatesFolder), blocks.written(blocksFolder))
        .prove(kept, context.settings().generation());
  }

  private List<Row> blockRows(List<DrawnBlock> kept) {
    return kept.stream().map(rounds.rows()::block).toList();
  }

  /** The blocks with wanted candidates; the last of a target ends with the last wanted one. */
  private List<DrawnBlock> keptBlocks() {
    Map<String, TargetProgress> draws = new TreeMap<>();
    rounds.draws().forEach(each -> draws.put(each.target(), each));
    List<DrawnBlock> kept = new ArrayList<>();
    for (DrawnBlock block : rounds.blocks()) {
      TargetProgress of = draws.get(block.target());
      if (of.lastBlock() < 0 || block.index() < of.lastBlock()) {
        kept.add(block);
      } else if (block.index() == of.lastBlock()) {
        kept.add(block.cut(of.keptOfLastBlock(), of.wantedInLastBlock()));
      }
    }
    return kept;
  }

  /** Where the rows of a target go: into so many files of the same size, from that number on. */
  private record Place(long rows, long files, long firstFile) {
    Column file(Column candidate) {
      return floor(candidate.multiply(files).divide(rows)).plus(firstFile);
    }
  }

  /**
   * The candidates of these blocks, those of a file in a partition of its own, in order. Blocks are
   * moved and put in order, not candidates: of them there are a thousand times fewer.
   */
  private Dataset<Row> inFiles(List<DrawnBlock> kept) {
    Map<String, Long> rows = new TreeMap<>(Target.LABELS);
    kept.forEach(block -> rows.merge(block.target(), (long) block.draws(), Long::sum));
    Map<String, Place> places = new TreeMap<>(Target.LABELS);
    long files = 0;
    for (Map.Entry<String, Long> target : rows.entrySet()) {
      long ofTarget = 1 + (target.getValue() - 1) / ROWS_PER_FILE;
      places.put(target.getKey(), new Place(target.getValue(), ofTarget, files));
      files += ofTarget;
    }
    Column first = col("first_candidate");
    Column filesOfBlock =
        ofTarget(
            places,
            place ->
                sequence(
                    place.file(first),
                    place.file(least(first.plus(col("draws")), lit(place.rows())).minus(1))));
    Dataset<Row> blocks =
        rounds
            .read()
            .where(ofTarget(places, place -> first.lt(place.rows())))
            .withColumn(FILE, explode(filesOfBlock));
    Column candidate = col("candidate.candidate_id");
    Column inFile =
        ofTarget(
            places,
            place -> candidate.lt(place.rows()).and(place.file(candidate).equalTo(col(FILE))));
    return NumberedPartitions.of(blocks, col(FILE), Math.toIntExact(files))
        .sortWithinPartitions("block")
        .select(
            col("wanted"), col(FILE), explode(col(CheckpointedRounds.CANDIDATES)).as("candidate"))
        .where(inFile)
        .select("candidate.*");
  }

  private static Column ofTarget(Map<String, Place> places, Function<Place, Column> value) {
    Column all = lit(null);
    for (Map.Entry<String, Place> each : places.entrySet()) {
      all = when(col("wanted").equalTo(each.getKey()), value.apply(each.getValue())).otherwise(all);
    }
    return all;
  }
}
