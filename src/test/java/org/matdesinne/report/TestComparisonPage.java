package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PublishedValue;
import org.matdesinne.metrics.PublishedValues;
import org.matdesinne.metrics.Stage;

class TestComparisonPage {
  private static final Properties BAND_GAP = Properties.of(new Property("band_gap", "eV", 0));

  private static final PublishedValues NONE = PublishedValues.besideAll(List.of());

  private static final PublishedValues PUBLISHED =
      new PublishedValues(
          null,
          new PublishedValues.Work("Somebody et al. 2021", "16 cores", "a calculation"),
          List.of(
              new PublishedValue("GAN", "gan", 0, Stage.RAW, Metric.MAE, 0.5),
              new PublishedValue("cINN", "cinn", 0.5, Stage.RAW, Metric.MAE, 0.219),
              new PublishedValue("cINN", "spline-cinn", 0.5, Stage.RAW, Metric.MAE, 0.219),
              new PublishedValue("Best", "cinn", 0, Stage.LOCALIZED, Metric.ORACLE_MAE, 0.01),
              new PublishedValue("Best", "cinn", 0.5, Stage.LOCALIZED, Metric.ORACLE_MAE, 0.02),
              time("Best", Stage.LOCALIZED, 0, 0.0031),
              time("Best", Stage.LOCALIZED, 0.5, 0.0031),
              time("cINN", Stage.RAW, 0.5, 0.0006),
              new PublishedValue("Far", "cinn", 7, Stage.RAW, Metric.MAE, 0.1)));

  private static PublishedValue time(String system, Stage stage, double target, double value) {
    return new PublishedValue(system, "cinn", target, stage, Metric.SECONDS_PER_ACCEPTED, value);
  }

  private static Measurement raw(String model, double target, double value) {
    return new Measurement(
        model,
        Optional.of(Double.toString(target)),
        Optional.empty(),
        Stage.RAW,
        Metric.MAE,
        value,
        OptionalDouble.empty());
  }

  private static String page(PublishedValues published, List<Measurement> rows) {
    return new ComparisonPage(
            new ComparisonSummary(BAND_GAP, rows, published), List.of("Data: all."), "page.svg")
        .render();
  }

  private static String page(List<Measurement> rows) {
    return page(NONE, rows);
  }

  private static Measurement coverage(String model, double value) {
    return new Measurement(
        model,
        Optional.empty(),
        Optional.empty(),
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
  void thePageOpensWithOneTableAndOnePicture() {
    List<Measurement> rows = new ArrayList<>(ROWS);
    rows.add(raw("spline-cinn", 0, 0.01));
    rows.add(raw("spline-cinn", 0.5, 0.02));
    rows.add(raw("mdn", 0.5, 0.4));
    rows.add(localized(Metric.YIELD, 0.9));
    rows.add(localized(Metric.SECONDS_PER_ACCEPTED, 0.00062));
    String page = page(PUBLISHED, rows);
    assertThat(page)
        .startsWith(
            """
            # Benchmark

            Each row is a system that proposes materials for target values of band_gap, in it a line for each
            target. Numbers are medians over the trainings of the system. Rows marked "published"
            come from Somebody et al. 2021; a single number there holds for all
            targets.

            | system | band_gap (eV) | error as drawn (eV) | error by the oracle (eV) | yield (%) | time for 10,000 (s) |
            |---|---:|---:|---:|---:|---:|
            | spline-cinn | 0.0<br>0.5 | 0.0100<br>0.0200 |  |  |  |
            | cinn | 0.0<br>0.5 | 0.0300<br>0.1500 |  | –<br>90.00 | –<br>6.2 |
            | mdn | 0.0<br>0.5 | 0.2000<br>0.4000 |  |  |  |
            | GAN, published | 0.0<br>0.5 | 0.5000<br>– |  |  |  |
            | cINN, published | 0.0<br>0.5 | –<br>0.2190 |  |  | –<br>6.0 |
            | Best, published | 0.0<br>0.5 |  | 0.0100<br>0.0200 |  | 31.0 |

            ![Chart of the values""")
        .contains("](page.svg)", "Published: a calculation.", "on 16 cores; of systems without")
        .contains("count, too. Published: the time that passed on 16 cores.")
        .contains("## How this page was made\n\nData: all.\n\n## Every metric in detail\n")
        .doesNotContain("Far", "judge");
    assertThat(page.indexOf("](page.svg)")).isLessThan(page.indexOf("\n## "));
  }

  @Test
  void aWordIsExplainedWhereItsColumnIsShown() {
    assertThat(page(List.of(localized(Metric.JUDGE_MAE, 0.07))))
        .contains("- **Error by the judge**: ")
        .doesNotContain("**Yield**", "published");
  }

  @Test
  void aPictureWithAnyNameIsLinkedTo() {
    ComparisonSummary summary = new ComparisonSummary(BAND_GAP, ROWS, NONE);
    assertThat(new ComparisonPage(summary, List.of(), "my (100%) page.svg").render())
        .contains("](my%20%28100%25%29%20page.svg)");
  }

  @Test
  void aTableShowsMediansWithTheirSpreadAndWhatWasPublished() {
    assertThat(page(PUBLISHED, ROWS))
        .contains(
            """
            ### Error as drawn

            Mean absolute error of everything that was drawn, by the surrogate (eV).

            | system | band_gap = 0.0 eV | band_gap = 0.5 eV |
            |---|---:|---:|
            | cinn | 0.0300 | 0.1500 (0.1000–0.3000) |
            | mdn | 0.2000 |  |
            | GAN, published | 0.5000 |  |
            | cINN, published |  | 0.2190 |
            """)
        .contains("| cinn |  |  |  |  | 94.00 |")
        .doesNotContain("### Yield");
  }

  @Test
  void thePictureShowsTheTablesValuesAndSaysSoInWords() {
    ComparisonSummary summary =
        new ComparisonSummary(
            BAND_GAP,
            List.of(raw("cinn", 0.5, 0.1), localized(Metric.UNIQUE_AVERAGE, 0.75)),
            PUBLISHED);
    assertThat(new ComparisonChart(summary).render())
        .contains("error (eV)", "share (%)", "time (s)", "band_gap = 0.5 eV", "cINN, published")
        .contains("<title>cinn, as drawn: 0.1000 eV</title>")
        .contains("<title>cinn, unique: 75.00 %</title>")
        .contains("<title>Best, published, localized, by the oracle: 0.0200 eV</title>")
        .doesNotContain("by the judge", "yield");
  }

  private static Measurement measured(Stage stage, Metric metric, double value) {
    return new Measurement(
        "cinn", Optional.of("0.5"), Optional.empty(), stage, metric, value, OptionalDouble.empty());
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
    assertThat(page(rows))
        .contains("### Error by the judge", "| cinn | 0.0700 |")
        .contains("### On target by the judge", "| cinn | 80.00 |")
        .contains("### Abstained", "| cinn | 30.00 |");
    assertThat(new ComparisonTable(BAND_GAP, rows).render())
        .contains("judge", "within", "abstained", "0.0700", "80.00", "30.00");

    List<Measurement> none = List.of(localized(Metric.ABSTAINED, 0));
    assertThat(page(none)).doesNotContain("judge", "Abstained");
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
    assertThat(page(rows))
        .containsSubsequence(
            "### Coverage: histograms",
            "| cinn | 90.00 |",
            "### Coverage: worst histogram",
            "| cinn | 40.00 |",
            "### Coverage: classifier\n",
            "| cinn | 63.00 |",
            "### Coverage: classifier's deviations from chance",
            "| cinn | 3.68 |",
            "### Coverage: classifier's test points",
            "| cinn | 200 |");
  }

  @Test
  void whatAnAcceptedCandidateCostsIsShown() {
    List<Measurement> rows =
        List.of(
            localized(Metric.EVALUATIONS_PER_ACCEPTED, 12.5),
            localized(Metric.SECONDS_PER_ACCEPTED, 0.00125));
    assertThat(page(rows))
        .containsSubsequence(
            "### Evaluations per accepted candidate",
            "| cinn | 12.50 |",
            "### Time per accepted candidate",
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
    assertThat(page(rows))
        .containsSubsequence(
            "### Novelty as drawn, average difference",
            "| cinn | 97.00 |",
            "### Novelty as drawn, greatest difference",
            "| cinn | 91.00 |",
            "### Novelty, average difference",
            "| cinn | 100.00 |");
  }

  @Test
  void theBestOfFewerAndOfMoreDrawsIsShown() {
    List<Measurement> rows =
        List.of(
            measured(Stage.RAW, Metric.BEST_OF_5_ERROR, 0.05),
            measured(Stage.RAW, Metric.BEST_OF_20_ERROR, 0.02),
            measured(Stage.RAW, Metric.BEST_OF_50_ERROR, 0.01));
    assertThat(page(rows))
        .containsSubsequence(
            "### Best of 5\n",
            "least error among 5 draws",
            "0.0500",
            "### Best of 20\n",
            "0.0200",
            "### Best of 50\n",
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

  private static final Properties TWO =
      Properties.of(new Property("gap", "", 0), new Property("grip force", "N", null));

  private static final String BOTH = "gap=0.5, grip force>=40.0";
  private static final String ONE = "gap=1.2..1.4";

  private static Measurement drawn(String model, String target, String property, double value) {
    return new Measurement(
        model,
        Optional.of(target),
        Optional.of(property),
        Stage.RAW,
        Metric.MAE,
        value,
        OptionalDouble.empty());
  }

  private static Measurement share(String model, String target, Metric metric, double value) {
    return new Measurement(
        model,
        Optional.of(target),
        Optional.empty(),
        Stage.LOCALIZED,
        metric,
        value,
        OptionalDouble.empty());
  }

  /** In newtons alone, mdn would be better. */
  private static final List<Measurement> OF_TWO =
      List.of(
          drawn("mdn", BOTH, "gap", 0.4),
          drawn("mdn", BOTH, "grip force", 4.0),
          drawn("mdn", ONE, "gap", 0.3),
          drawn("cinn", BOTH, "gap", 0.1),
          drawn("cinn", BOTH, "grip force", 4.2),
          drawn("cinn", ONE, "gap", 0.2),
          share("cinn", BOTH, Metric.YIELD, 0.3));

  @Test
  void ofSeveralPropertiesEachThatSomethingWasWantedOfHasALine() {
    assertThat(
            new ComparisonPage(new ComparisonSummary(TWO, OF_TWO, PUBLISHED), List.of(), "page.svg")
                .render())
        .startsWith(
            """
            # Benchmark

            Each row is a system that proposes materials for target values of gap, grip force, in it a line for each
            target and property. Numbers are medians over the trainings of the system.

            | system | gap, grip force | error as drawn | yield (%) |
            |---|---:|---:|---:|
            | cinn | gap=0.5, grip force>=40.0: gap<br>gap=0.5, grip force>=40.0: grip force (N)<br>gap=1.2..1.4: gap | 0.1000<br>4.2000<br>0.2000 | 30.00<br>30.00<br>– |
            | mdn | gap=0.5, grip force>=40.0: gap<br>gap=0.5, grip force>=40.0: grip force (N)<br>gap=1.2..1.4: gap | 0.4000<br>4.0000<br>0.3000 |  |

            ![Chart of the values""")
        .contains(
            """
            | system | gap=0.5, grip force>=40.0: gap | gap=0.5, grip force>=40.0: grip force (N) | gap=1.2..1.4: gap |
            |---|---:|---:|---:|
            | mdn | 0.4000 | 4.0000 | 0.3000 |
            | cinn | 0.1000 | 4.2000 | 0.2000 |
            """)
        .doesNotContain("published");
  }

  @Test
  void thePictureOfSeveralPropertiesHasAPanelForEach() {
    assertThat(new ComparisonChart(new ComparisonSummary(TWO, OF_TWO, NONE)).render())
        .contains("Systems compared: gap, grip force", ">error<")
        .contains("gap=0.5, grip force&gt;=40.0: grip force (N)")
        .contains("<title>cinn, as drawn: 4.2000</title>");
  }

  @Test
  void theTableOnTheScreenHasABlockForEachOfSeveralProperties() {
    assertThat(new ComparisonTable(TWO, OF_TWO).render())
        .endsWith(
"""
gap=0.5, grip force>=40.0: gap
  mdn   0.4000        -          -       -      -        -        -         -         -
  cinn  0.1000        -          -       -  30.00        -        -         -         -

gap=0.5, grip force>=40.0: grip force (N)
  mdn   4.0000        -          -       -      -        -        -         -         -
  cinn  4.2000        -          -       -  30.00        -        -         -         -

gap=1.2..1.4: gap
  mdn   0.3000        -          -       -      -        -        -         -         -
  cinn  0.2000        -          -       -      -        -        -         -         -
""");
  }

  @Test
  void aRangeOfTheOnlyPropertyIsATitleToo() {
    Measurement range =
        new Measurement(
            "cinn",
            Optional.of("band_gap=1.2..1.4"),
            Optional.empty(),
            Stage.RAW,
            Metric.MAE,
            0.25,
            OptionalDouble.empty());
    assertThat(
            new ComparisonTable(BAND_GAP, List.of(range, raw("cinn", 10, 0.5), raw("cinn", 9, 1)))
                .render()
                .lines()
                .filter(line -> line.startsWith("band_gap")))
        .containsExactly("band_gap = 9.0 eV", "band_gap = 10.0 eV", "band_gap=1.2..1.4");
  }
}
