package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.PredictionAccuracy;

class TestAccuracyTable {
  private static final PredictionAccuracy.Tolerances TOLERANCES =
      new PredictionAccuracy.Tolerances(0.1, 0.01);

  private static String table(double... uncertainties) {
    PredictionAccuracy.Rows rows =
        new PredictionAccuracy.Rows(
            new double[] {0, 0, 0.5, 0.75}, new double[] {0, 0.25, 0.5, 0.5}, uncertainties);
    PredictionAccuracy accuracy =
        PredictionAccuracy.of(rows, 0, List.of(0.0, 0.5, 2.0), TOLERANCES);
    return new AccuracyTable(new Property("band_gap", "eV", 0), accuracy, TOLERANCES).render();
  }

  @Test
  void showsErrorsFloorAndCoverage() {
    assertThat(table(0.1, 0.1, 0.1, 0.1))
        .isEqualTo(
            """
                                     MAE    RMSE  median     p95  greatest
            band_gap        rows      eV      eV      eV      eV        eV
            --------------------------------------------------------------
            all                4  0.1250  0.1768  0.1250  0.2500    0.2500
            0.0, the floor     2  0.1250  0.1768  0.1250  0.2375    0.2500
            0.5 ± 0.1          1  0.0000  0.0000  0.0000  0.0000    0.0000
            2.0 ± 0.1          0       -       -       -       -         -

            on the floor or above it: 75.00 % right; 1 of 2 on it predicted above, 0 of 2 above it predicted on it

                                                       of 50 %  of 80 %  of 95 %
            labels in the interval               rows        %        %        %
            --------------------------------------------------------------------
            all                                     4    50.00    50.00    50.00
            label or prediction above the floor     3    33.33    33.33    33.33
            """);
  }

  @Test
  void withoutUncertaintyNothingIsSaidOfCoverage() {
    double none = Double.NaN;
    assertThat(table(none, none, none, none))
        .endsWith("75.00 % right; 1 of 2 on it predicted above, 0 of 2 above it predicted on it\n");
  }
}
