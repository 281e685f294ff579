package org.matdesinne.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.matdesinne.Boxes;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;

class TestDownSelection {
  private static final Target HALF = Target.of(0.5);
  private final DownSelection selection =
      new DownSelection(
          Boxes.of(new Ranges(new double[] {0, -1}, new double[] {2, 1})), Amounts.of(0.1));

  @Test
  void keepsWhatIsInRangeAndNearTheTarget() {
    assertThat(selection.rejection(new double[] {2, -1}, new double[] {0.6}, HALF)).isEmpty();
  }

  @Test
  void namesTheReason() {
    assertThat(selection.rejection(new double[] {2.0001, 0}, new double[] {0.5}, HALF))
        .contains(Rejection.OUT_OF_RANGE);
    assertThat(selection.rejection(new double[] {1, 0}, new double[] {0.61}, HALF))
        .contains(Rejection.OFF_TARGET);
    assertThat(selection.rejection(new double[] {1, Double.NaN}, new double[] {0.5}, HALF))
        .contains(Rejection.NOT_FINITE);
    assertThat(
            selection.rejection(new double[] {1, 0}, new double[] {Double.POSITIVE_INFINITY}, HALF))
        .contains(Rejection.NOT_FINITE);
    assertThat(Rejection.OUT_OF_RANGE.reason()).isEqualTo("out_of_range");
  }

  @Test
  void everyPropertyHasToBeNearWhatIsWantedOfIt() {
    DownSelection ofTwo =
        new DownSelection(
            Boxes.of(new Ranges(new double[] {0}, new double[] {1})), Amounts.of(0.1, 5));
    Target target =
        Target.parse(
            "gap=1..2, force<=40",
            Properties.of(new Property("gap", "eV", 0), new Property("force", "N", null)));
    double[] point = {0.5};
    assertThat(ofTwo.rejection(point, new double[] {0.9, 45}, target)).isEmpty();
    assertThat(ofTwo.rejection(point, new double[] {1.5, -900}, target)).isEmpty();
    assertThat(ofTwo.rejection(point, new double[] {0.89, 40}, target))
        .contains(Rejection.OFF_TARGET);
    assertThat(ofTwo.rejection(point, new double[] {1.5, 45.1}, target))
        .contains(Rejection.OFF_TARGET);
    assertThat(ofTwo.rejection(point, new double[] {1.5, Double.NaN}, target))
        .contains(Rejection.NOT_FINITE);
  }
}
