package org.matdesinne.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Target;
import org.matdesinne.pipeline.Agreement;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;

/** Blocks that are calculated together, as on a GPU. */
class TestBatches extends SparkSuite {
  private static final int SIZE = 100;

  private DesignTask task() {
    JobContext context =
        JobContext.open(
            "test",
            ConfigurationFile.builtIn()
                .with("generation.targets", List.of(0.5))
                .with("generation.block-size", SIZE)
                .resolved());
    return new GenerateJob(context).task(DesignInputs.load(context, "mos2-pbe", Optional.empty()));
  }

  private static List<Block> blocks(int count) {
    return LongStream.range(0, count)
        .mapToObj(index -> Block.of(Target.of(0.5), index, SIZE))
        .toList();
  }

  @Test
  void aBatchGivesTheCandidatesThatItsBlocksGive() {
    DesignTask task = task();
    List<Block> blocks = blocks(7);
    List<BlockResult> together = task.run(blocks, Device.cpu());
    assertThat(together).extracting(BlockResult::block).isEqualTo(blocks);
    double[] scale = task.surrogate().manifest().scaling().designScale();
    List<Agreement> agreements = new ArrayList<>();
    for (BlockResult result : together) {
      BlockResult alone = task.run(result.block(), Device.cpu());
      assertThat(result.candidates()).extracting("id").isEqualTo(ids(alone));
      agreements.add(Agreement.of(alone, result, scale));
    }
    Agreement all = Agreement.all(agreements);
    assertThat(all.holds(Amounts.of(1e-3))).as(all.toString()).isTrue();
    assertThat(together.stream().flatMap(each -> each.candidates().stream()))
        .filteredOn(candidate -> candidate.accepted())
        .hasSizeGreaterThan(5 * SIZE);
  }

  private static List<Object> ids(BlockResult result) {
    return new ArrayList<>(result.candidates().stream().map(each -> each.id()).toList());
  }

  @Test
  void blocksThatDoNotFollowEachOtherAreNoBatch() {
    DesignTask task = task();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                task.run(
                    List.of(Block.of(Target.of(0.5), 0, SIZE), Block.of(Target.of(0.5), 2, SIZE)),
                    Device.cpu()))
        .withMessageContaining("does not go on");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                task.run(
                    List.of(Block.of(Target.of(0.5), 0, SIZE), Block.of(Target.of(1), 1, SIZE)),
                    Device.cpu()));
  }
}
