package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

class TestSweepTable {
  @Test
  void everyUnitHasALineAndEveryPropertyItsErrors() {
    SweepTable table =
        SweepTable.measured(
            Properties.of(new Property("gap", "eV", 0), new Property("grip force", "N", null)),
            List.of(
                new SweepTable.Measured(
                    "cinn/none/seed-1/target-gap_0.5",
                    1000,
                    400,
                    30,
                    Amounts.of(0.001, Double.NaN),
                    Amounts.of(0.03, 1.25),
                    1.5),
                new SweepTable.Measured(
                    "cinn/none/seed-2/target-gap_0.5",
                    100,
                    0,
                    Double.NaN,
                    Amounts.of(Double.NaN, Double.NaN),
                    Amounts.of(Double.NaN, Double.NaN),
                    2.25)));
    assertThat(table.render())
        .isEqualTo(
"""
                                                                       MAE         MAE  uncertainty  uncertainty
                                                  yield  abstained     gap  grip force          gap   grip force  task time
unit                             draws  accepted      %          %      eV           N           eV            N          s
---------------------------------------------------------------------------------------------------------------------------
cinn/none/seed-1/target-gap_0.5  1,000       400  40.00       3.00  0.0010           -       0.0300       1.2500        1.5
cinn/none/seed-2/target-gap_0.5    100         0   0.00          -       -           -            -            -        2.3

2 units, 400 candidates accepted, 3.8 s of task time
""");
  }

  @Test
  void theOnlyPropertyIsNotNamed() {
    SweepTable table =
        SweepTable.measured(
            Properties.of(new Property("gap", "eV", 0)),
            List.of(
                new SweepTable.Measured(
                    "cinn/none/seed-1/target-0.5",
                    1000,
                    400,
                    30,
                    Amounts.of(0.001),
                    Amounts.of(0.03),
                    1.5)));
    assertThat(table.render())
        .isEqualTo(
"""
                                              yield  abstained     MAE  uncertainty  task time
unit                         draws  accepted      %          %      eV           eV          s
----------------------------------------------------------------------------------------------
cinn/none/seed-1/target-0.5  1,000       400  40.00       3.00  0.0010       0.0300        1.5

1 units, 400 candidates accepted, 1.5 s of task time
""");
  }
}
