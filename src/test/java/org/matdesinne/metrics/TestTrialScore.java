package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestTrialScore {
  private static final double NONE = Double.NaN;

  @Test
  void onlyDrawsThatAreInRangeUniqueAndLikeTheDataCount() {
    TrialScore score = new TrialScore(0.1, 0.97, 0.99, 0.7, 0.02, 0.5);
    assertThat(score.counts(0.95, 0.98, 0.05)).isTrue();
    assertThat(score.counts(0.98, 0.98, 0.05)).isFalse();
    assertThat(score.counts(0.95, 0.995, 0.05)).isFalse();
    assertThat(score.counts(0.95, 0.98, 0.01)).isFalse();
  }

  @Test
  void aFigureThatIsNotAskedForIsNoReproach() {
    assertThat(TrialScore.ofSurrogate(0.1).counts(1, 1, 0)).isTrue();
    assertThat(TrialScore.ofSurrogate(NONE).counts(0, 0, 2)).isFalse();
  }

  @Test
  void theMedianIsThatOfTheTrainingsThatHaveTheFigure() {
    TrialScore median =
        TrialScore.median(
            List.of(
                new TrialScore(1, 0.5, NONE, NONE, NONE, NONE),
                new TrialScore(3, NONE, NONE, NONE, NONE, NONE),
                new TrialScore(7, 0.7, NONE, NONE, NONE, NONE)));
    assertThat(median.error()).isEqualTo(3);
    assertThat(median.inRange()).isEqualTo(0.6);
    assertThat(median.unique()).isNaN();
  }
}
