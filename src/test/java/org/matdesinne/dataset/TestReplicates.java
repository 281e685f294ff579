package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

class TestReplicates {
  private static final List<LabelledPoint> ROWS =
      List.of(row(1, 10), row(2, 20), row(1, 13), row(3, 30), row(1, 10), row(3, 30));

  private static final Properties Y = Properties.of(new Property("y", "K", null));

  private static LabelledPoint row(double point, double label) {
    return new LabelledPoint(new double[] {point}, new double[] {label});
  }

  private static Gathered gathered(Replicates replicates) {
    return Gathered.of(ROWS, replicates, Y, 8);
  }

  private static List<Double> labels(Replicates replicates) {
    return gathered(replicates).rows().stream().map(row -> row.labels()[0]).toList();
  }

  @Test
  void eachPointKeepsItsFirstPlaceAndTheMeanOrMedianOfItsLabels() {
    assertThat(labels(Replicates.MEAN)).containsExactly(11.0, 20.0, 30.0);
    assertThat(labels(Replicates.MEDIAN)).containsExactly(10.0, 20.0, 30.0);
    assertThat(labels(Replicates.KEEP)).containsExactly(10.0, 20.0, 13.0, 30.0, 10.0, 30.0);
    assertThat(gathered(Replicates.MEAN).rows().get(2).point()).containsExactly(3);
  }

  @Test
  void equalLabelsStayAsTheyAreAndDoNotScatter() {
    for (double label : new double[] {0.1, 96.54, 1e-300, -7.3}) {
      for (int count = 1; count < 30; count++) {
        List<LabelledPoint> same = Collections.nCopies(count, row(1, label));
        Gathered gathered = Gathered.of(same, Replicates.MEAN, Y, count);
        assertThat(gathered.rows().get(0).labels()).containsExactly(label);
        assertThat(gathered.summary().labelNoise().getOrDefault("y", 0.0)).isZero();
      }
    }
  }

  @Test
  void theMedianOfTwoIsTheirMiddleAndTheOrderDoesNotMatter() {
    assertThat(Replicates.MEDIAN.merged(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Replicates.MEAN.merged(new double[] {0.1, 0.2, 0.3}))
        .isEqualTo(Replicates.MEAN.merged(new double[] {0.3, 0.1, 0.2}));
    assertThatThrownBy(() -> Replicates.KEEP.merged(new double[] {1}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theSpreadOfReplicatesIsPooledOverAllPointsOfSeveralRows() {
    DataSummary summary = gathered(Replicates.MEAN).summary();
    assertThat(summary.rowsRead()).isEqualTo(8);
    assertThat(summary.rowsDropped()).isEqualTo(2);
    assertThat(summary.points()).isEqualTo(3);
    assertThat(summary.pointsOfSeveralRows()).isEqualTo(2);
    assertThat(summary.pointsOfSeveralLabels()).isEqualTo(1);
    // Squares 1 + 4 + 1 of three labels, 0 of two: 6 over 2 + 1 degrees of freedom.
    assertThat(summary.labelNoise().get("y")).isCloseTo(Math.sqrt(2), within(1e-9));
    assertThat(summary.sentences(Map.of("y", "K")))
        .containsExactly(
            "left out 2 of 8 rows, in which a value is missing (data.missing = drop)",
            "1 of 3 design points have several labels (data.replicates = mean); the labels of one"
                + " point scatter by 1.414 K (y)");
  }

  @Test
  void withoutReplicatesThereIsNoNoiseAndNothingToSay() {
    DataSummary summary =
        Gathered.of(List.of(row(0.0, 1), row(2, 1)), Replicates.REJECT, Y, 2).summary();
    assertThat(summary.labelNoise()).isEmpty();
    assertThat(summary.sentences(Map.of("y", "K"))).isEmpty();
  }

  @Test
  void eachPropertyIsMergedAndScattersForItself() {
    Properties both = Properties.of(new Property("y", "K", null), new Property("z", "m", null));
    double[] point = {1};
    Gathered gathered =
        Gathered.of(
            List.of(
                new LabelledPoint(point, new double[] {10, 5}),
                new LabelledPoint(point, new double[] {14, 5}),
                new LabelledPoint(new double[] {2}, new double[] {20, 1})),
            Replicates.MEAN,
            both,
            3);
    assertThat(gathered.rows().stream().map(LabelledPoint::labels))
        .containsExactly(new double[] {12, 5}, new double[] {20, 1});
    assertThat(gathered.summary().pointsOfSeveralLabels()).isEqualTo(1);
    assertThat(gathered.summary().labelNoise())
        .containsExactly(entry("y", DataSummary.noise(8, 1)), entry("z", 0.0));
    assertThat(gathered.summary().sentences(Map.of("y", "K", "z", "m")))
        .containsExactly(
            "1 of 2 design points have several labels (data.replicates = mean); the labels of one"
                + " point scatter by 2.828 K (y); the labels of one point scatter by 0.000 m (z)");
  }

  @Test
  void aZeroHasNoSign() {
    assertThat(
            Gathered.of(List.of(row(0.0, 1), row(-0.0, 3)), Replicates.MEAN, Y, 2)
                .summary()
                .labelNoise())
        .containsExactly(entry("y", DataSummary.noise(2, 1)));
  }
}
