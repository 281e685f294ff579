package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.report.PredictionTable.Group;

class TestPredictionTable {
  @Test
  void everyPropertyHasItsUncertainty() {
    PredictionTable table =
        new PredictionTable(
            Properties.of(new Property("gap", "eV", 0), new Property("grip force", "N", null)),
            List.of(
                new Group("in_range", 3, Amounts.of(0.03, 1.25), 0.7),
                new Group("missing", 1, Amounts.of(Double.NaN, Double.NaN), Double.NaN)));
    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.render())
        .startsWith(
"""
                       uncertainty  uncertainty
                share          gap   grip force
status    rows      %           eV            N  distance
---------------------------------------------------------
in_range     3  75.00       0.0300       1.2500      0.70
missing      1  25.00            -            -         -
""");
  }
}
