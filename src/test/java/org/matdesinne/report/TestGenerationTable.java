package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.report.GenerationTable.Target;

class TestGenerationTable {
  @Test
  void everyTargetHasALineWithItsMostFrequentReasons() {
    Map<String, Long> many =
        Map.of("not_converged", 7L, "off_target", 40_320L, "out_of_range", 1_604L, "known", 7L);
    GenerationTable table =
        new GenerationTable(
            Properties.of(new Property("band_gap", "eV", 0)),
            List.of(
                new Target(
                    "0.0",
                    10_000,
                    10_000,
                    0,
                    Map.of(),
                    Amounts.of(0),
                    Amounts.of(0.00001),
                    0.91,
                    9.96),
                new Target(
                    "0.5",
                    51_938,
                    10_000,
                    519,
                    many,
                    Amounts.of(0.00012),
                    Amounts.of(0.0214),
                    1.084,
                    27.31),
                new Target(
                    "3.25",
                    80,
                    0,
                    80,
                    Map.of("uncertain", 80L),
                    Amounts.of(Double.NaN),
                    Amounts.of(Double.NaN),
                    Double.NaN,
                    0.2)));
    assertThat(table.render())
        .isEqualTo(
"""
                                                      uncer-
target                     yield  abstained     MAE   tainty            time
    eV   draws  accepted       %          %      eV       eV  distance     s  the others
----------------------------------------------------------------------------------------------------------------------
   0.0  10,000    10,000  100.00       0.00  0.0000  <0.0001      0.91  10.0  -
   0.5  51,938    10,000   19.25       1.00  0.0001   0.0214      1.08  27.3  40,320 off_target, 1,604 out_of_range, …
  3.25      80         0    0.00     100.00       -        -         -   0.2  80 uncertain

abstained: on target, but too uncertain or remote. MAE, uncertainty: means of the accepted, by the surrogate.
distance: median to the nearest known material, in standardised parameters. time: in tasks, all cores together.
""");
    assertThat(table.render().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void eachOfSeveralPropertiesHasItsColumnsAndNothingWantedIsADash() {
    GenerationTable table =
        new GenerationTable(
            Properties.of(new Property("gap", "eV", 0), new Property("grip force", "N", null)),
            List.of(
                new Target(
                    "gap=0.5, grip force>=40.0",
                    51_938,
                    10_000,
                    519,
                    Map.of("off_target", 41_419L),
                    Amounts.of(0.00012, 0),
                    Amounts.of(0.0214, 1.5),
                    1.084,
                    27.31),
                new Target(
                    "gap=1.2..1.4",
                    80,
                    80,
                    0,
                    Map.of(),
                    Amounts.of(0, Double.NaN),
                    Amounts.of(0.01, 1.25),
                    0.5,
                    0.2)));
    assertThat(table.render())
        .startsWith(
"""
                                                                                    uncer-      uncer-
                                                                   MAE         MAE  tainty      tainty
                                              yield  abstained     gap  grip force     gap  grip force            time
target                      draws  accepted       %          %      eV           N      eV           N  distance     s  the others
-----------------------------------------------------------------------------------------------------------------------------------------
gap=0.5, grip force>=40.0  51,938    10,000   19.25       1.00  0.0001      0.0000  0.0214      1.5000      1.08  27.3  41,419 off_target
gap=1.2..1.4                   80        80  100.00       0.00  0.0000           -  0.0100      1.2500      0.50   0.2  -
""");
  }
}
