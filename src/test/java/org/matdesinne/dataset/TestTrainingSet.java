package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;

class TestTrainingSet {
  private final TrainingSet set = threeRows();

  @Test
  void onlyKeepsTheRowsOfTheSplitsInOrder() {
    TrainingSet kept = set.only(Split.VALIDATION, Split.TRAIN);
    assertThat(kept.x()).isDeepEqualTo(new double[][] {{1, 5}, {3, 3}});
    assertThat(kept.y()).isDeepEqualTo(new double[][] {{0.1}, {0.3}});
    assertThat(kept.split()).containsExactly(Split.TRAIN, Split.VALIDATION);
    assertThat(kept.ranges()).isEqualTo(new Ranges(new double[] {1, 3}, new double[] {3, 5}));
  }

  @Test
  void everyNumberAndSplitDecidesTheHash() {
    assertThat(set.hash()).hasSize(64).isEqualTo(threeRows().hash());
    TrainingSet otherPoint = threeRows();
    otherPoint.x()[2][1] = Math.nextUp(3.0);
    TrainingSet otherLabel = threeRows();
    otherLabel.y()[0][0] = 0;
    TrainingSet otherSplit = threeRows();
    otherSplit.split()[0] = Split.TEST;
    assertThat(List.of(otherPoint, otherLabel, otherSplit))
        .extracting(TrainingSet::hash)
        .doesNotContain(set.hash())
        .doesNotHaveDuplicates();
  }

  @Test
  void columnsOfDifferentLengthAreRejected() {
    assertThatThrownBy(() -> new TrainingSet(set.x(), new double[2][1], set.split()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 design points, 2 labels");
    assertThatThrownBy(() -> new TrainingSet(set.examples(), new Split[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 design points, 1 splits");
  }

  private static TrainingSet threeRows() {
    return new TrainingSet(
        new double[][] {{1, 5}, {2, 4}, {3, 3}},
        new double[][] {{0.1}, {0.2}, {0.3}},
        new Split[] {Split.TRAIN, Split.TEST, Split.VALIDATION});
  }
}
