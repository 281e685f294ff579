package org.matdesinne.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.TargetYield;
import org.matdesinne.spark.storage.TableSchema;

class TestWrittenCandidates extends SparkSuite {
  private static final StructType COLUMNS =
      StructType.fromDDL("wanted STRING, candidate_id LONG, status STRING, reason STRING");

  /** Of two targets, the second block of the first one cut; three of four draws are accepted. */
  private static final List<DrawnBlock> PLANNED =
      List.of(block("0.0", 0, 16, 12), block("0.0", 1, 8, 6), block("0.2", 0, 16, 12));

  private static DrawnBlock block(String target, long index, int draws, int accepted) {
    return new DrawnBlock(target, index, 16 * index, draws, accepted, 0.5, 0.25, 0.125);
  }

  private static List<Row> planned() {
    List<Row> rows = new ArrayList<>();
    for (DrawnBlock block : PLANNED) {
      for (long id = block.first(); id < block.first() + block.draws(); id++) {
        rows.add(candidate(block.target(), id, id % 4 == 0 ? "off_target" : null));
      }
    }
    return rows;
  }

  private static Row candidate(String target, long id, String reason) {
    return RowFactory.create(target, id, reason == null ? "accepted" : "rejected", reason);
  }

  private WrittenCandidates.Content prove(List<Row> candidates, List<DrawnBlock> blocks) {
    JobContext context = SmallModel.context(spark(), List.of());
    GenerationSettings settings = context.settings().generation();
    CandidateRows rows = new CandidateRows("run", "model", 0.1);
    Dataset<Row> written =
        context
            .table(TableSchema.BLOCKS)
            .dataset(blocks.stream().map(rows::block).toList())
            .repartition(3);
    // In three parts, which begin and end in the middle of blocks.
    return new WrittenCandidates(
            spark()
                .createDataFrame(
                    JavaSparkContext.fromSparkContext(spark().sparkContext())
                        .parallelize(candidates, 3),
                    COLUMNS),
            written)
        .prove(PLANNED, settings);
  }

  private void assertRefused(List<Row> candidates, String why) {
    assertThatThrownBy(() -> prove(candidates, PLANNED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("what was written is not what was drawn: " + why)
        .hasMessageEndingWith("; nothing is called finished");
  }

  @Test
  void whatWasDrawnIsCountedAsItStandsInTheFiles() {
    WrittenCandidates.Content content = prove(planned(), PLANNED);
    assertThat(content.rows()).isEqualTo(Map.of("candidates", 40L, "blocks", 3L));
    assertThat(content.targets())
        .containsExactly(
            new TargetYield("0.0", SmallModel.SAMPLES, 24, 18, false, Map.of("off_target", 6L)),
            new TargetYield("0.2", SmallModel.SAMPLES, 16, 12, false, Map.of("off_target", 4L)));
  }

  @Test
  void aCandidateThatIsMissingIsNoticed() {
    List<Row> rows = planned();
    rows.remove(5);
    assertRefused(rows, "next candidate of block 0 of target 0.0: 6 written, 5 planned");
    assertRefused(
        planned().subList(0, 39), "candidates of block 0 of target 0.2: 15 written, 16 planned");
  }

  @Test
  void aCandidateThatStandsTwiceIsNoticedAlsoInThePlaceOfAnother() {
    List<Row> rows = planned();
    rows.add(rows.get(39));
    assertRefused(rows, "whether there are other candidates: true written, false planned");
    rows = planned();
    rows.set(6, rows.get(5));
    assertRefused(rows, "next candidate of block 0 of target 0.0: 5 written, 6 planned");
  }

  @Test
  void anotherVerdictIsNoticed() {
    List<Row> rows = planned();
    rows.set(18, candidate("0.0", 18, "known"));
    assertRefused(rows, "accepted candidates of block 1 of target 0.0: 5 written, 6 planned");
  }

  @Test
  void anotherBlockIsNoticed() {
    List<DrawnBlock> others = List.of(PLANNED.get(0), PLANNED.get(1).cut(7, 6), PLANNED.get(2));
    assertThatThrownBy(() -> prove(planned(), others)).hasMessageContaining("drawn: blocks: ");
    assertThatThrownBy(() -> prove(planned(), PLANNED.subList(0, 2)))
        .hasMessageContaining("drawn: blocks: ");
  }
}
