package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.Stage;

class TestBenchmarkTable {
  private static final Properties BAND_GAP = Properties.of(new Property("band_gap", "eV", 0));

  @Test
  void showsABlockForEachTargetWithPublishedFiguresBelowOurs() {
    List<Measurement> measurements =
        List.of(
            ours(0, Stage.RAW, Metric.CANDIDATES, 1234567),
            ours(0, Stage.RAW, Metric.MAE, 0.0321, 0.063),
            ours(0, Stage.RAW, Metric.GENERATION_SECONDS, 1234.56),
            ours(0.5, Stage.RAW, Metric.CANDIDATES, 11204),
            ours(0.5, Stage.RAW, Metric.MAE, 0.15, 0.219),
            ours(0.5, Stage.RAW, Metric.MEDIAN_ERROR, 0.1012),
            ours(0.5, Stage.RAW, Metric.P95_ERROR, 12.5),
            ours(0.5, Stage.RAW, Metric.OUTSIDE, 0.08),
            ours(0.5, Stage.RAW_IN_RANGE, Metric.CANDIDATES, 10307),
            ours(0.5, Stage.RAW_IN_RANGE, Metric.MAE, 0.14),
            ours(0.5, Stage.RAW_IN_RANGE, Metric.ORACLE_MAE, 0.155),
            ours(0.5, Stage.LOCALIZED, Metric.CANDIDATES, 10000),
            ours(0.5, Stage.LOCALIZED, Metric.MAE, 0.00007, 0.013),
            ours(0.5, Stage.LOCALIZED, Metric.MEDIAN_ERROR, 0),
            ours(0.5, Stage.LOCALIZED, Metric.P95_ERROR, 0.0001),
            ours(0.5, Stage.LOCALIZED, Metric.YIELD, 0.892),
            ours(0.5, Stage.LOCALIZED, Metric.NOVEL_AVERAGE, 0.99, 0.9861),
            ours(0.5, Stage.LOCALIZED, Metric.NOVEL_MAXIMUM, 1, 0.9834),
            ours(0.5, Stage.LOCALIZED, Metric.LOCALIZATION_SECONDS, 17.44));
    String table = new BenchmarkTable(BAND_GAP, measurements).render();
    assertThat(table)
        .isEqualTo(
"""
                            surrogate                   oracle                    novel    novel
                                  MAE  median      p95     MAE  yield  outside  average  maximum  generate  localize
                candidates         eV      eV       eV      eV      %        %        %        %         s         s
--------------------------------------------------------------------------------------------------------------------
cinn, band_gap = 0.0 eV
  raw            1,234,567     0.0321       -        -       -      -        -        -        -    1234.6         -
    published            -     0.0630       -        -       -      -        -        -        -         -         -

cinn, band_gap = 0.5 eV
  raw               11,204     0.1500  0.1012  12.5000       -      -     8.00        -        -         -         -
    published            -     0.2190       -        -       -      -        -        -        -         -         -
  raw in range      10,307     0.1400       -        -  0.1550      -        -        -        -         -         -
  localized         10,000    <0.0001  0.0000   0.0001       -  89.20        -    99.00   100.00         -      17.4
    published            -     0.0130       -        -       -      -        -    98.61    98.34         -         -
""");
    assertThat(table.lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void aJudgeAndAbstentionsHaveColumnsWhereThereAreAny() {
    List<Measurement> measurements =
        List.of(
            ours(0, Stage.LOCALIZED, Metric.YIELD, 0.5),
            ours(0, Stage.LOCALIZED, Metric.ABSTAINED, 0.25),
            ours(0, Stage.LOCALIZED, Metric.JUDGE_MAE, 0.0712),
            ours(0, Stage.LOCALIZED, Metric.JUDGE_WITHIN, 0));
    List<String> lines = new BenchmarkTable(BAND_GAP, measurements).render().lines().toList();
    assertThat(lines.get(1)).containsSubsequence("MAE", "within", "yield", "abstained", "outside");
    assertThat(lines.get(5)).containsSubsequence("0.0712", "0.00", "50.00", "25.00");
    List<Measurement> none =
        List.of(
            ours(0, Stage.LOCALIZED, Metric.YIELD, 0.5),
            ours(0, Stage.LOCALIZED, Metric.ABSTAINED, 0));
    assertThat(new BenchmarkTable(BAND_GAP, none).render())
        .doesNotContain("judge", "within", "abstained");
  }

  private static Measurement ours(double target, Stage stage, Metric metric, double value) {
    return new Measurement(
        "cinn",
        Optional.of(Double.toString(target)),
        Optional.empty(),
        stage,
        metric,
        value,
        OptionalDouble.empty());
  }

  private static Measurement ours(
      double target, Stage stage, Metric metric, double value, double published) {
    return new Measurement(
        "cinn",
        Optional.of(Double.toString(target)),
        Optional.empty(),
        stage,
        metric,
        value,
        OptionalDouble.of(published));
  }

  private static Measurement ofOne(String target, String property, Stage stage, double error) {
    return new Measurement(
        "cinn",
        Optional.of(target),
        Optional.of(property),
        stage,
        Metric.MAE,
        error,
        OptionalDouble.empty());
  }

  private static Measurement ofAll(String target, Stage stage, Metric metric, double value) {
    return new Measurement(
        "cinn",
        Optional.of(target),
        Optional.empty(),
        stage,
        metric,
        value,
        OptionalDouble.empty());
  }

  @Test
  void errorsOfSeveralPropertiesHaveRowsOfTheirOwn() {
    String both = "gap=0.5, grip force>=40.0";
    String one = "gap=1.2..1.4";
    List<Measurement> measurements =
        List.of(
            ofAll(both, Stage.RAW, Metric.CANDIDATES, 1200),
            ofOne(both, "gap", Stage.RAW, 0.13),
            ofOne(both, "grip force", Stage.RAW, 4.5),
            ofAll(both, Stage.LOCALIZED, Metric.CANDIDATES, 400),
            ofOne(both, "gap", Stage.LOCALIZED, 0.00007),
            ofOne(both, "grip force", Stage.LOCALIZED, 0),
            ofAll(both, Stage.LOCALIZED, Metric.YIELD, 0.3),
            ofAll(one, Stage.RAW, Metric.CANDIDATES, 1000),
            ofOne(one, "gap", Stage.RAW, 0.03));
    Properties properties =
        Properties.of(new Property("gap", "", 0), new Property("grip force", "N", null));
    assertThat(new BenchmarkTable(properties, measurements).render())
        .isEqualTo(
"""
                                                                                  novel    novel
                                surrogate               oracle  yield  outside  average  maximum  generate  localize
                    candidates        MAE  median  p95     MAE      %        %        %        %         s         s
--------------------------------------------------------------------------------------------------------------------
cinn, gap=0.5, grip force>=40.0
  raw                    1,200          -       -    -       -      -        -        -        -         -         -
    gap                      -     0.1300       -    -       -      -        -        -        -         -         -
    grip force (N)           -     4.5000       -    -       -      -        -        -        -         -         -
  localized                400          -       -    -       -  30.00        -        -        -         -         -
    gap                      -    <0.0001       -    -       -      -        -        -        -         -         -
    grip force (N)           -     0.0000       -    -       -      -        -        -        -         -         -

cinn, gap=1.2..1.4
  raw                    1,000          -       -    -       -      -        -        -        -         -         -
    gap                      -     0.0300       -    -       -      -        -        -        -         -         -
""");
  }
}
