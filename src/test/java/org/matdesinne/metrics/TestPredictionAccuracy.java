package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestPredictionAccuracy {
  private static final double NONE = Double.NaN;
  private static final PredictionAccuracy.Tolerances TOLERANCES =
      new PredictionAccuracy.Tolerances(0.1, 0.01);

  private static PredictionAccuracy accuracy(
      double[] labels, double[] predictions, double[] uncertainties) {
    return PredictionAccuracy.of(
        new PredictionAccuracy.Rows(labels, predictions, uncertainties),
        0,
        List.of(0.0, 0.5, 2.0),
        TOLERANCES);
  }

  private static PredictionAccuracy withoutUncertainty() {
    return accuracy(
        new double[] {0, 0, 0.45, 0.5, 0.7, 0.04},
        new double[] {0.01, 0.3, 0.55, 0.5, 0.9, 0},
        new double[] {NONE, NONE, NONE, NONE, NONE, NONE});
  }

  @Test
  void allErrorsAreSummarised() {
    // Errors: 0.01, 0.3, 0.1, 0, 0.2, 0.04.
    PredictionAccuracy.Errors all = withoutUncertainty().all();
    assertThat(all.absolute().count()).isEqualTo(6);
    assertThat(all.absolute().mean()).isCloseTo(0.65 / 6, within(1e-12));
    assertThat(all.absolute().maximum()).isCloseTo(0.3, within(1e-12));
    // 0.0001 + 0.09 + 0.01 + 0 + 0.04 + 0.0016
    assertThat(all.rootMeanSquare()).isCloseTo(Math.sqrt(0.1417 / 6), within(1e-12));
  }

  @Test
  void aTargetHasTheRowsInItsWindowAndTheFloorOnlyItsOwn() {
    List<PredictionAccuracy.NearTarget> targets = withoutUncertainty().targets();
    assertThat(targets)
        .extracting(PredictionAccuracy.NearTarget::target)
        .containsExactly(0., .5, 2.);
    assertThat(targets)
        .extracting(PredictionAccuracy.NearTarget::onFloor)
        .containsExactly(true, false, false);
    ErrorSummary floor = targets.get(0).errors().orElseThrow().absolute();
    assertThat(floor.count()).isEqualTo(2);
    assertThat(floor.mean()).isCloseTo(0.155, within(1e-12));
    ErrorSummary half = targets.get(1).errors().orElseThrow().absolute();
    assertThat(half.count()).isEqualTo(2);
    assertThat(half.mean()).isCloseTo(0.05, within(1e-12));
    assertThat(targets.get(2).errors()).isEmpty();
  }

  @Test
  void bothEndsOfAWindowBelongToItsTarget() {
    double[] labels = {0.4, 0.6, 1.9, 2.1, 2.11};
    double[] none = {NONE, NONE, NONE, NONE, NONE};
    assertThat(accuracy(labels, labels, none).targets())
        .extracting(near -> near.errors().map(errors -> errors.absolute().count()).orElse(0L))
        .containsExactly(0L, 2L, 2L);
  }

  @Test
  void theFloorIsDecidedByTheToleranceOfThePrediction() {
    // 0.01 is not above 0 by more than 0.01; 0.3 is; the label 0.04 is predicted on the floor.
    PredictionAccuracy.FloorDecision floor = withoutUncertainty().floor();
    assertThat(floor).isEqualTo(new PredictionAccuracy.FloorDecision(2, 1, 4, 1));
    assertThat(floor.accuracy()).isCloseTo(4 / 6.0, within(1e-12));
  }

  @Test
  void withoutUncertaintyThereIsNoCoverage() {
    assertThat(withoutUncertainty().coverage()).isEmpty();
    assertThat(withoutUncertainty().informativeCoverage()).isEmpty();
  }

  @Test
  void coverageCountsTheRowsThatStateAnUncertainty() {
    // Half widths in standard deviations: 0.674, 1.282, 1.960. Errors in them: 0, 0.6, 1.2, 1.9, 3.
    PredictionAccuracy accuracy =
        accuracy(
            new double[] {0, 0, 1, 1, 1, 1},
            new double[] {0, 0.06, 1.12, 0.81, 1.3, 9},
            new double[] {0, 0.1, 0.1, 0.1, 0.1, NONE});
    assertThat(accuracy.coverage())
        .contains(new PredictionAccuracy.Coverage(5, List.of(0.4, 0.6, 0.8)));
    // Not the first: label and prediction lie on the floor.
    assertThat(accuracy.informativeCoverage())
        .contains(new PredictionAccuracy.Coverage(4, List.of(0.25, 0.5, 0.75)));
  }

  @Test
  void rowsOnTheFloorTellNothing() {
    PredictionAccuracy accuracy =
        accuracy(new double[] {0}, new double[] {0.005}, new double[] {0.01});
    assertThat(accuracy.coverage())
        .contains(new PredictionAccuracy.Coverage(1, List.of(1.0, 1.0, 1.0)));
    assertThat(accuracy.informativeCoverage()).isEqualTo(Optional.empty());
  }

  @Test
  void rejectsWhatCannotBeCompared() {
    assertThatThrownBy(
            () -> new PredictionAccuracy.Rows(new double[2], new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "2 labels, 1 predictions and 2 uncertainties; give as many of each, at least one");
    assertThatThrownBy(
            () -> accuracy(new double[] {0}, new double[] {Double.NaN}, new double[] {NONE}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0: prediction NaN, target 0.0");
  }
}
