package org.matdesinne.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.localization.GaussNewton;
import org.matdesinne.localization.LocalizationSettings;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.selection.Abstention;

class TestTargetProgress {
  private static final int BLOCK = 1000;

  private static TargetProgress progress(int samples) {
    GenerationSettings settings =
        new GenerationSettings(
            "cinn",
            "dense",
            List.of(30.0),
            samples,
            10_000_000,
            BLOCK,
            5,
            new LocalizationSettings(
                0.1, new GaussNewton(40, 0.3, GaussNewton.UncertaintyPenalty.NONE)),
            true,
            new Abstention(2, 3),
            List.of());
    return new TargetProgress(settings, 30);
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
    assertThat(progress.nextRound(64)).singleElement().extracting("index").isEqualTo(10L);
  }
}
