package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.metrics.TestScore;
import org.matdesinne.report.TrainingTable.Trained;

class TestTrainingTable {
  @Test
  void everyNetworkHasALineAndEveryTestScoreItsNameAndUnit() {
    List<TestScore> scores =
        List.of(
            new TestScore("mean absolute error of the property", 0.0331, "eV"),
            new TestScore("negative evidence lower bound", -1.5, "1"));
    TrainingTable table =
        new TrainingTable(
            List.of(
                new Trained(
                    "flow",
                    "flow-matching",
                    7,
                    1500,
                    1432,
                    0.9,
                    List.of(new TestScore("mean squared error of the velocity", 1.25, "1")),
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
