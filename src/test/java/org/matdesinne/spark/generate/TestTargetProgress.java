package org.matdesinne.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Target;
import org.matdesinne.localization.GaussNewton;
import org.matdesinne.localization.LocalizationSettings;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.selection.Abstention;

class TestTargetProgress {
  private static final int BLOCK = 1000;

  private static TargetProgress progress(int samples) {
    return progress(samples, 1);
  }

  private static TargetProgress progress(int samples, int together) {
    GenerationSettings settings =
        new GenerationSettings(
            "cinn",
            "dense",
            List.of(Target.of(30)),
            samples,
            10_000_000,
            BLOCK,
            Amounts.of(5),
            new LocalizationSettings(
                Amounts.of(0.1), new GaussNewton(40, 0.3, GaussNewton.UncertaintyPenalty.none(1))),
            true,
            new Abstention(Amounts.of(2), 3),
            List.of(),
            0.1);
    return new TargetProgress(settings, Target.of(30), together);
  }

  @Test
  void theFirstRoundHasTheBlocksThatAreNeededWhateverIsAcceptedAndATenthMore() {
    assertThat(progress(10_000).nextRound(64)).hasSize(11);
    assertThat(progress(10_001).nextRound(64)).hasSize(12);
    assertThat(progress(9000).nextRound(64)).hasSize(9);
  }

  @Test
  void whereFewAreWantedTheFirstRoundHasRoomForSomeThatAreNotAccepted() {
    assertThat(progress(100).nextRound(256)).hasSize(1);
    assertThat(progress(3000).nextRound(256)).hasSize(6);
  }

  @Test
  void noRoundIsLargerThanAFullOne() {
    assertThat(progress(1_000_000).nextRound(64)).hasSize(64);
  }

  private static BitSet accepted(int first, int end) {
    BitSet accepted = new BitSet();
    accepted.set(first, end);
    return accepted;
  }

  @Test
  void theLastBlockEndsWithTheLastCandidateThatIsWanted() {
    TargetProgress progress = progress(1200);
    progress.add(accepted(0, 900));
    assertThat(progress.lastBlock()).isEqualTo(-1);
    progress.add(accepted(100, 700));
    progress.add(accepted(0, 1000));
    assertThat(progress.lastBlock()).isEqualTo(1);
    assertThat(progress.wantedInLastBlock()).isEqualTo(300);
    assertThat(progress.keptOfLastBlock()).isEqualTo(400);
    assertThat(progress.acceptedSoFar()).isEqualTo(2500);
  }

  @Test
  void theNextRoundHasWhatIsMissingByTheShareAcceptedSoFar() {
    TargetProgress progress = progress(10_000);
    for (int block = 0; block < 10; block++) {
      progress.add(accepted(50, 1000));
    }
    assertThat(indices(progress.nextRound(64))).containsExactly(List.of(10L));
  }

  private static List<List<Long>> indices(List<List<Block>> round) {
    return round.stream().map(batch -> batch.stream().map(Block::index).toList()).toList();
  }

  @Test
  void batchesEndAtTheSameBlocksHoweverRoundsAreCut() {
    int together = 70;
    TargetProgress one = progress(3_000_000, together);
    List<List<Long>> atOnce = new ArrayList<>();
    drawAll(one, 100_000, atOnce);
    TargetProgress other = progress(3_000_000, together);
    List<List<Long>> inPieces = new ArrayList<>();
    drawAll(other, 3, inPieces);

    int shorter = Math.min(atOnce.size(), inPieces.size());
    assertThat(inPieces.subList(0, shorter)).isEqualTo(atOnce.subList(0, shorter));
    assertThat(shorter).isGreaterThan(80);
    // A fiftieth of the draws is where a target is given up: 200 blocks.
    assertThat(atOnce.stream().map(List::size).limit(4)).containsExactly(70, 70, 60, 10);
    assertThat(atOnce.stream().map(List::size).skip(4).distinct()).containsExactly(70);
  }

  /** Half of the draws are accepted. */
  private static void drawAll(TargetProgress progress, int fullRound, List<List<Long>> drawn) {
    for (List<List<Block>> round = progress.nextRound(fullRound);
        !round.isEmpty();
        round = progress.nextRound(fullRound)) {
      drawn.addAll(indices(round));
      round.stream().flatMap(List::stream).forEach(block -> progress.add(accepted(0, 500)));
    }
  }
}
