package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;

class TestSetMetrics {
  private static final Target HALF = Target.of(0.5);
  private static final SetMetrics FIGURES =
      new SetMetrics(
          new DesignSpace(
              List.of(
                  new DesignParameter("length", "angstrom", -9, 9, 0, Role.LATTICE, 1),
                  new DesignParameter("field", "V/angstrom", -9, 9, 0, Role.EXTERNAL, 1))),
          new Ranges(new double[] {-9, -9}, new double[] {9, 9}),
          0.01,
          new SetMetrics.Comparison(Amounts.of(0.05), 20, 10, 100, 1));

  @Test
  void coverageComparesWithThePointsOfTheTarget() {
    Examples heldOut = labelled(NormalPoints.of(1, 40, 2, 0), 0.55);
    Map<Metric, Double> figures = FIGURES.coverage(NormalPoints.of(2, 50, 2, 4), HALF, heldOut);
    assertThat(figures)
        .containsOnlyKeys(
            Metric.HISTOGRAM_OVERLAP,
            Metric.LEAST_HISTOGRAM_OVERLAP,
            Metric.MAXIMUM_MEAN_DISCREPANCY,
            Metric.CLASSIFIER_ACCURACY,
            Metric.CLASSIFIER_POINTS,
            Metric.CLASSIFIER_DEVIATIONS);
    // Only the first parameter is another one.
    assertThat(figures.get(Metric.LEAST_HISTOGRAM_OVERLAP))
        .isLessThan(0.2)
        .isLessThan(figures.get(Metric.HISTOGRAM_OVERLAP) - 0.2);
    assertThat(figures).containsEntry(Metric.CLASSIFIER_POINTS, 40.0);
    assertThat(figures.get(Metric.CLASSIFIER_DEVIATIONS))
        .isCloseTo(
            (figures.get(Metric.CLASSIFIER_ACCURACY) - 0.5) * 2 * Math.sqrt(40), within(1e-9))
        .isGreaterThan(4);
  }

  @Test
  void coverageOfTooFewPointsIsLeftOut() {
    double[][] few = NormalPoints.of(1, 19, 2, 0);
    double[][] enough = NormalPoints.of(2, 20, 2, 0);
    assertThat(FIGURES.coverage(enough, HALF, labelled(few, 0.5))).isEmpty();
    assertThat(FIGURES.coverage(few, HALF, labelled(enough, 0.5))).isEmpty();
    assertThat(FIGURES.coverage(enough, HALF, labelled(enough, 0.6))).isEmpty();
    assertThat(FIGURES.coverage(enough, HALF, labelled(enough, 0.5))).isNotEmpty();
  }

  @Test
  void noveltyIsTheShareThatDiffersFromAllThatIsKnown() {
    double[][] known = {{0, 0}, {1, 0}};
    double[][] points = {{0, 0}, {0.009, 0.5}, {1, 1}, {0.5, 0}};
    // In the lattice the first three are known; on average only the first.
    assertThat(FIGURES.novelty(points, known))
        .containsOnly(Map.entry(Metric.NOVEL_AVERAGE, 0.75), Map.entry(Metric.NOVEL_MAXIMUM, 0.25));
    assertThat(FIGURES.novelty(points, new double[0][])).isEmpty();
    assertThat(FIGURES.novelty(new double[0][], known)).isEmpty();
  }

  private static Examples labelled(double[][] points, double label) {
    double[] labels = new double[points.length];
    Arrays.fill(labels, label);
    return new Examples(points, labels);
  }
}
