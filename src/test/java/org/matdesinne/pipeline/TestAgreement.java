package org.matdesinne.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Target;
import org.matdesinne.localization.Localized;
import org.matdesinne.selection.Rejection;

class TestAgreement {
  private static final double[] SCALE = {2, 1};
  private static final Amounts TOLERANCE = Amounts.of(1e-3);

  private static Candidate candidate(long id, double x, double raw, double predicted) {
    return new Candidate(
        id,
        new double[] {x, 1},
        new double[] {raw},
        Optional.of(
            new Localized(
                new double[] {x, 1}, new double[] {predicted}, new double[] {0.1}, 3, true)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static BlockResult block(int index, List<Candidate> candidates) {
    return new BlockResult(Block.of(Target.of(0.5), index, candidates.size()), candidates, 1, 1, 1);
  }

  private static List<Candidate> many(int count) {
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(candidate(i, i, 0.4, 0.5));
    }
    return all;
  }

  @Test
  void theLargestDifferencesCountEachInItsUnit() {
    BlockResult one = block(0, List.of(candidate(0, 1, 0.4, 0.5), candidate(1, 2, 0.7, 0.5)));
    BlockResult other =
        block(0, List.of(candidate(0, 1.0004, 0.4, 0.5), candidate(1, 2, 0.7002, 0.5003)));
    Agreement found = Agreement.of(one, other, SCALE);
    assertThat(found.drawn()).isCloseTo(2e-4, within(1e-9));
    assertThat(found.rawPrediction().get(0)).isCloseTo(2e-4, within(1e-9));
    assertThat(found.prediction().get(0)).isCloseTo(3e-4, within(1e-9));
    assertThat(found.holds(TOLERANCE)).isTrue();
    assertThat(found.holds(Amounts.of(1e-4))).isFalse();
    Agreement both = Agreement.all(List.of(found, Agreement.of(one, one, SCALE)));
    assertThat(both.draws()).isEqualTo(4);
    assertThat(both.drawn()).isEqualTo(found.drawn());
  }

  @Test
  void oneStatusOfAThousandMayDiffer() {
    List<Candidate> all = many(1000);
    for (int differing = 1; differing <= 2; differing++) {
      List<Candidate> changed = new ArrayList<>(all);
      for (int i = 0; i < differing; i++) {
        Candidate was = all.get(i);
        changed.set(
            i,
            new Candidate(
                was.id(),
                was.raw(),
                was.rawPrediction(),
                was.localized(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Rejection.OFF_TARGET)));
      }
      Agreement found = Agreement.of(block(0, all), block(0, changed), SCALE);
      assertThat(found.sameStatus()).isEqualTo(1000 - differing);
      assertThat(found.holds(TOLERANCE)).isEqualTo(differing == 1);
    }
  }

  @Test
  void whatIsNoNumberDoesNotHoldAndOtherBlocksAreNotCompared() {
    BlockResult one = block(0, List.of(candidate(0, 1, 0.4, 0.5)));
    BlockResult broken = block(0, List.of(candidate(0, 1, Double.NaN, 0.5)));
    assertThat(Agreement.of(one, broken, SCALE).holds(TOLERANCE)).isFalse();
    assertThatThrownBy(() -> Agreement.of(one, block(1, one.candidates()), SCALE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
