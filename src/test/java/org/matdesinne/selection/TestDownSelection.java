package org.matdesinne.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.matdesinne.Boxes;
import org.matdesinne.design.Ranges;

class TestDownSelection {
  private final DownSelection selection =
      new DownSelection(Boxes.of(new Ranges(new double[] {0, -1}, new double[] {2, 1})), 0.1);

  @Test
  void keepsWhatIsInRangeAndNearTheTarget() {
    assertThat(selection.rejection(new double[] {2, -1}, 0.6, 0.5)).isEmpty();
  }

  @Test
  void namesTheReason() {
    assertThat(selection.rejection(new double[] {2.0001, 0}, 0.5, 0.5))
        .contains(Rejection.OUT_OF_RANGE);
    assertThat(selection.rejection(new double[] {1, 0}, 0.61, 0.5)).contains(Rejection.OFF_TARGET);
    assertThat(selection.rejection(new double[] {1, Double.NaN}, 0.5, 0.5))
        .contains(Rejection.NOT_FINITE);
    assertThat(selection.rejection(new double[] {1, 0}, Double.POSITIVE_INFINITY, 0.5))
        .contains(Rejection.NOT_FINITE);
    assertThat(Rejection.OUT_OF_RANGE.reason()).isEqualTo("out_of_range");
  }
}
