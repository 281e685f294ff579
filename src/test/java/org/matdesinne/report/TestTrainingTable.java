package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Property;
import org.matdesinne.report.TrainingTable.Trained;

class TestTrainingTable {
  @Test
  void everyNetworkHasALineAndEveryTestScoreItsNameAndUnit() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("mean absolute error of the property", 0.0331);
    scores.put("negative evidence lower bound", -1.5);
    TrainingTable table =
        new TrainingTable(
            new Property("band_gap", "eV", 0),
            List.of(
                new Trained(
                    "flow", "flow-matching", 7, 1500, 1432, 0.9, Map.of("loss", 1.25), 61.27),
                new Trained("inn", "inn", 2021, 300, 288, 0.0324, scores, 48)));
    assertThat(table.render())
        .isEqualTo(
"""
                                             time  validation     test
network  kind           seed  epochs   kept     s       score    score  unit  what the score is
-----------------------------------------------------------------------------------------------------------------
flow     flow-matching     7   1,500  1,432  61.3      0.9000   1.2500  1     loss
inn      inn            2021     300    288  48.0      0.0324   0.0331  eV    mean absolute error of the property
                                                               -1.5000  1     negative evidence lower bound
""");
  }
}
