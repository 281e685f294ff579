package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;

class TestComparisonPage {
  private static final Property BAND_GAP = new Property("band_gap", "eV", 0);

  private static Measurement raw(String model, double target, double value) {
    OptionalDouble published =
        model.equals("cinn") && target == 0.5 ? OptionalDouble.of(0.219) : OptionalDouble.empty();
    return new Measurement(
        model, OptionalDouble.of(target), Stage.RAW, Metric.MAE, value, published);
  }

  private static Measurement coverage(String model, double value) {
    return new Measurement(
        model,
        OptionalDouble.empty(),
        Stage.POSTERIOR,
        Metric.COVERAGE_95,
        value,
        OptionalDouble.empty());
  }

  private static final List<Measurement> ROWS =
      List.of(
          raw("cinn", 0, 0.03),
          raw("cinn", 0.5, 0.1),
          raw("cinn", 0.5, 0.3),
          raw("cinn", 0.5, 0.15),
          coverage("cinn", 0.94),
          raw("mdn", 0, 0.2));

  @Test
  void aTableShowsMediansWithTheirSpreadAndWhatWasPublished() {
    String page = new ComparisonPage(BAND_GAP, List.of("Data: all."), ROWS).render();
    assertThat(page)
        .startsWith("# Benchmark\n\nData: all.\n")
        .contains(
            """
            ## Error as drawn

            Mean absolute error against the surrogate of all that was drawn (eV).

            | generator | band_gap = 0.0 eV | band_gap = 0.5 eV |
            |---|---:|---:|
            | cinn | 0.0300 | 0.1500 (0.1000–0.3000) |
            | cinn, published |  | 0.2190 |
            | mdn | 0.2000 |  |
            """)
        .contains("| cinn |  |  |  |  | 94.00 |")
        .doesNotContain("## Yield");
  }

  @Test
  void aFigureThatStandsBesideSeveralGeneratorsIsShownOnce() {
    List<Measurement> rows = List.of(published("cinn"), published("spline-cinn"));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), rows).render())
        .contains(
            """
            | cinn | 0.1000 |
            | cinn, published | 0.2190 |
            | spline-cinn | 0.1000 |
            """);
  }

  private static Measurement published(String model) {
    return new Measurement(
        model, OptionalDouble.of(0.5), Stage.RAW, Metric.MAE, 0.1, OptionalDouble.of(0.219));
  }

  private static Measurement measured(Stage stage, Metric metric, double value) {
    return new Measurement(
        "cinn", OptionalDouble.of(0.5), stage, metric, value, OptionalDouble.empty());
  }

  private static Measurement localized(Metric metric, double value) {
    return measured(Stage.LOCALIZED, metric, value);
  }

  private static Measurement inRange(Metric metric, double value) {
    return measured(Stage.RAW_IN_RANGE, metric, value);
  }

  @Test
  void aJudgeAndAbstentionsAreShownWhereThereAreAny() {
    List<Measurement> rows =
        List.of(
            localized(Metric.JUDGE_MAE, 0.07),
            localized(Metric.JUDGE_WITHIN, 0.8),
            localized(Metric.ABSTAINED, 0.3));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), rows).render())
        .contains("## Error by the judge", "| cinn | 0.0700 |")
        .contains("## On target by the judge", "| cinn | 80.00 |")
        .contains("## Abstained", "| cinn | 30.00 |");
    assertThat(new ComparisonTable(BAND_GAP, rows).render())
        .contains("judge", "within", "abstained", "0.0700", "80.00", "30.00");

    List<Measurement> none = List.of(localized(Metric.ABSTAINED, 0));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), none).render())
        .doesNotContain("judge", "Abstained");
    assertThat(new ComparisonTable(BAND_GAP, none).render()).doesNotContain("judge", "abstained");
  }

  @Test
  void coverageSaysWhatIsMoreThanChanceAndWhichParameterIsWorst() {
    List<Measurement> rows =
        List.of(
            inRange(Metric.HISTOGRAM_OVERLAP, 0.9),
            inRange(Metric.LEAST_HISTOGRAM_OVERLAP, 0.4),
            inRange(Metric.CLASSIFIER_ACCURACY, 0.63),
            inRange(Metric.CLASSIFIER_DEVIATIONS, 3.677),
            inRange(Metric.CLASSIFIER_POINTS, 200));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), rows).render())
        .containsSubsequence(
            "## Coverage: histograms",
            "| cinn | 90.00 |",
            "## Coverage: worst histogram",
            "| cinn | 40.00 |",
            "## Coverage: classifier\n",
            "| cinn | 63.00 |",
            "## Coverage: classifier's deviations from chance",
            "| cinn | 3.68 |",
            "## Coverage: classifier's test points",
            "| cinn | 200 |");
  }

  @Test
  void whatAnAcceptedCandidateCostsIsShown() {
    List<Measurement> rows =
        List.of(
            localized(Metric.EVALUATIONS_PER_ACCEPTED, 12.5),
            localized(Metric.SECONDS_PER_ACCEPTED, 0.00125));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), rows).render())
        .containsSubsequence(
            "## Evaluations per accepted candidate",
            "| cinn | 12.50 |",
            "## Time per accepted candidate",
            "(ms).",
            "| cinn | 1.25 |");
  }

  @Test
  void noveltyIsShownAsDrawnToo() {
    List<Measurement> rows =
        List.of(
            inRange(Metric.NOVEL_AVERAGE, 0.97),
            inRange(Metric.NOVEL_MAXIMUM, 0.91),
            localized(Metric.NOVEL_AVERAGE, 1));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), rows).render())
        .containsSubsequence(
            "## Novelty as drawn, average difference",
            "| cinn | 97.00 |",
            "## Novelty as drawn, greatest difference",
            "| cinn | 91.00 |",
            "## Novelty, average difference",
            "| cinn | 100.00 |");
  }

  @Test
  void theBestOfFewerAndOfMoreDrawsIsShown() {
    List<Measurement> rows =
        List.of(
            measured(Stage.RAW, Metric.BEST_OF_5_ERROR, 0.05),
            measured(Stage.RAW, Metric.BEST_OF_20_ERROR, 0.02),
            measured(Stage.RAW, Metric.BEST_OF_50_ERROR, 0.01));
    assertThat(new ComparisonPage(BAND_GAP, List.of(), rows).render())
        .containsSubsequence(
            "## Best of 5\n",
            "least error among 5 draws",
            "0.0500",
            "## Best of 20\n",
            "0.0200",
            "## Best of 50\n",
            "0.0100");
  }

  @Test
  void theTableOnTheScreenShowsMediansByTarget() {
    String table = new ComparisonTable(BAND_GAP, ROWS).render();
    assertThat(table.lines().filter(line -> line.startsWith("band_gap")))
        .containsExactly("band_gap = 0.0 eV", "band_gap = 0.5 eV");
    assertThat(table.lines().filter(line -> line.contains("mdn"))).hasSize(1);
    assertThat(table).contains("0.1500").doesNotContain("0.3000");
  }
}
