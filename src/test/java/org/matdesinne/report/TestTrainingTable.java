package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.report.TrainingTable.Trained;

class TestTrainingTable {
  @Test
  void everyNetworkHasALineAndEveryTestScoreItsNameAndUnit() {
    Map<NetworkScore, Double> scores = new EnumMap<>(NetworkScore.class);
    scores.put(NetworkScore.PROPERTY_ERROR, 0.0331);
    scores.put(NetworkScore.NEGATIVE_EVIDENCE_LOWER_BOUND, -1.5);
    TrainingTable table =
        new TrainingTable(
            new Property("band_gap", "eV", 0),
            List.of(
                new Trained(
                    "flow",
                    "flow-matching",
                    7,
                    1500,
                    1432,
                    0.9,
                    Map.of(NetworkScore.VELOCITY_ERROR, 1.25),
                    61.27),
                new Trained("inn", "inn", 2021, 300, 288, 0.0324, scores, 48)));
    assertThat(table.render())
        .isEqualTo(
"""
                                             time  validation     test
network  kind           seed  epochs   kept     s       score    score  unit  what the score is
-----------------------------------------------------------------------------------------------------------------
flow     flow-matching     7   1,500  1,432  61.3      0.9000   1.2500  1     mean squared error of the velocity
inn      inn            2021     300    288  48.0      0.0324   0.0331  eV    mean absolute error of the property
                                                               -1.5000  1     negative evidence lower bound
""");
  }
}
