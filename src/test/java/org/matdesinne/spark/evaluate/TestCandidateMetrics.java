package org.matdesinne.spark.evaluate;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.metrics.ErrorSummary;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.metrics.PublishedValue;
import org.matdesinne.metrics.SetMetrics;
import org.matdesinne.metrics.Stage;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.oracle.PointLabeller;

class TestCandidateMetrics extends SparkSuite {
  /** Where the oracle has no label. */
  private static final double UNKNOWN = 9.5;

  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("x", "angstrom", 0, 10, 5, Role.LATTICE, 5),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final Properties BAND_GAP = Properties.of(new Property("band_gap", "eV", 0));
  private static final Ranges RANGES = new Ranges(new double[] {2, -1}, new double[] {8, 1});
  private static final BenchmarkSettings SETTINGS =
      new BenchmarkSettings(
          0.01,
          2,
          new SetMetrics.Comparison(Amounts.of(0.05), 4, 5, 100, 1),
          1,
          1,
          new PredictionAccuracy.Tolerances(0.04, 0.01),
          List.of(new PublishedValue("cinn", 0.5, Stage.RAW, Metric.MAE, 0.219)));
  private static final double[][] SEEN = {{4, 0.5}, {3, 0}, {7, 0}};
  private static final Examples HELD_OUT =
      new Examples(
          new double[][] {{5, 0}, {5.1, 0.1}, {4.9, -0.1}, {5.2, 0.2}, {9, 0}},
          new double[] {0.5, 0.51, 0.49, 0.52, 0.9});
  private static final StructType CANDIDATES =
      StructType.fromDDL(
          "run_id string, model string, target double, candidate_id bigint, x_raw double,"
              + " field_raw double, predicted_raw double, x double, field double, predicted double,"
              + " localization_steps int, novel_average boolean, novel_maximum boolean, status string,"
              + " reason string, wanted string");
  private static final StructType BLOCKS =
      StructType.fromDDL(
          "run_id string, model string, target double, block bigint, draws bigint,"
              + " accepted bigint, generation_seconds double, selection_seconds double,"
              + " localization_seconds double, wanted string");

  /** A material whose gap is a tenth of its length. */
  private record TenthOfLength() implements Oracle {
    @Override
    public String name() {
      return "tenth of length";
    }

    @Override
    public int properties() {
      return 1;
    }

    @Override
    public double[] evaluate(double[] point) {
      if (point[0] == UNKNOWN) {
        throw new InputException("there is no such length");
      }
      return new double[] {point[0] / 10};
    }
  }

  /** Agrees with it. */
  private record TenthAgain() implements Judge {
    @Override
    public double[][] values(double[][] points) {
      return Arrays.stream(points)
          .map(point -> new double[] {point[0] / 10})
          .toArray(double[][]::new);
    }
  }

  private Dataset<Row> metrics;
  private List<Measurement> measurements;

  @BeforeAll
  void measure() {
    metrics =
        job(Optional.of(new TenthOfLength()), Optional.of(new TenthAgain()))
            .measure(candidates(), blocks())
            .cache();
    measurements = CandidateMetrics.measurements(metrics);
  }

  @Test
  void rawErrorsAreThoseOfAllFiniteDraws() {
    assertErrors(Stage.RAW, 0.7, 0.1, 0.6, 1.5);
  }

  @Test
  void rawErrorsInRangeLeaveOutWhatTheTrainingSetDoesNotReach() {
    assertErrors(Stage.RAW_IN_RANGE, 0.7, 0.6, 1.5);
  }

  @Test
  void localizedErrorsAreThoseOfAcceptedCandidates() {
    assertErrors(Stage.LOCALIZED, 0.5004, 0.4998);
  }

  @Test
  void sharesCountTheStagesCandidatesOnly() {
    assertThat(value(0.5, Stage.RAW, Metric.OUTSIDE)).hasValue(0.25);
    assertThat(value(0.5, Stage.LOCALIZED, Metric.NOVEL_AVERAGE)).hasValue(1);
    assertThat(value(0.5, Stage.LOCALIZED, Metric.NOVEL_MAXIMUM)).hasValue(0.5);
  }

  @Test
  void yieldAndSecondsAddUpOverBlocks() {
    assertThat(value(0.5, Stage.LOCALIZED, Metric.YIELD)).hasValue(2.0 / 8);
    assertThat(value(0.5, Stage.RAW, Metric.GENERATION_SECONDS)).hasValue(0.75);
    assertThat(value(0.5, Stage.LOCALIZED, Metric.SELECTION_SECONDS)).hasValue(0.375);
    assertThat(value(0.5, Stage.LOCALIZED, Metric.LOCALIZATION_SECONDS)).hasValue(3);
  }

  @Test
  void costsAreThoseOfAllDrawsForEachAccepted() {
    // Candidates 1 and 4 took as many steps, the other four draws were dropped at once.
    assertThat(value(0.5, Stage.LOCALIZED, Metric.EVALUATIONS_PER_ACCEPTED))
        .hasValue(((1 + 3) + (4 + 3) + 4) / 2.0);
    assertThat(value(0.5, Stage.LOCALIZED, Metric.SECONDS_PER_ACCEPTED))
        .hasValue((0.75 + 0.375 + 3) / 2);
    assertThat(value(1, Stage.LOCALIZED, Metric.EVALUATIONS_PER_ACCEPTED)).isEmpty();
    assertThat(value(1, Stage.LOCALIZED, Metric.SECONDS_PER_ACCEPTED)).isEmpty();
  }

  @Test
  void theOracleJudgesTheFirstCandidatesByNumber() {
    // Candidates 1 and 4 of 1, 4, 5: lengths 4 and 6 are 0.1 eV off; 3 would be 0.2 eV off.
    assertThat(value(0.5, Stage.RAW_IN_RANGE, Metric.ORACLE_CANDIDATES)).hasValue(2);
    assertThat(value(0.5, Stage.RAW_IN_RANGE, Metric.ORACLE_MAE).orElseThrow())
        .isCloseTo(0.1, within(1e-12));
    assertThat(value(0.5, Stage.LOCALIZED, Metric.ORACLE_MAE).orElseThrow())
        .isCloseTo(0.025, within(1e-12));
  }

  @Test
  void whatTheOracleCannotLabelIsCountedAndLeftOut() {
    Dataset<Row> more =
        candidates()
            .unionByName(
                spark()
                    .createDataFrame(List.of(accepted(2, 5, 0.5, UNKNOWN, 0.5, true)), CANDIDATES));
    List<Measurement> figures =
        CandidateMetrics.measurements(
            job(Optional.of(new TenthOfLength()), Optional.empty()).measure(more, blocks()));
    // Candidates 1 and 2: the first is 0.05 eV off, of the second nobody knows.
    assertThat(figure(figures, Metric.ORACLE_CANDIDATES)).isEqualTo(1);
    assertThat(figure(figures, Metric.ORACLE_FAILED)).isEqualTo(1);
    assertThat(figure(figures, Metric.ORACLE_MAE)).isCloseTo(0.05, within(1e-12));
    assertThat(value(0.5, Stage.LOCALIZED, Metric.ORACLE_FAILED)).isEmpty();
  }

  private static double figure(List<Measurement> figures, Metric metric) {
    return figures.stream()
        .filter(each -> each.target().equals(Optional.of("0.5")))
        .filter(each -> each.stage() == Stage.LOCALIZED && each.metric() == metric)
        .mapToDouble(Measurement::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAnOracleItsFiguresAreLeftOut() {
    Dataset<Row> unjudged = job(Optional.empty(), Optional.empty()).measure(candidates(), blocks());
    assertThat(CandidateMetrics.measurements(unjudged))
        .extracting(Measurement::metric)
        .contains(Metric.MAE)
        .doesNotContain(Metric.ORACLE_MAE, Metric.ORACLE_CANDIDATES)
        .doesNotContain(Metric.JUDGE_MAE, Metric.JUDGE_WITHIN);
  }

  @Test
  void theJudgeSeesAllCandidates() {
    assertJudged(Stage.RAW_IN_RANGE, 0, 0.4, 0.6, 0.3);
    assertJudged(Stage.LOCALIZED, 0.5, 0.5, 0.45);
    assertThat(value(0.5, Stage.RAW, Metric.JUDGE_MAE)).isEmpty();
  }

  private void assertJudged(Stage stage, double within, double... values) {
    double[] targets = new double[values.length];
    Arrays.fill(targets, 0.5);
    ErrorSummary expected = ErrorSummary.of(values, targets);
    assertClose(value(0.5, stage, Metric.JUDGE_MAE), expected.mean());
    assertClose(value(0.5, stage, Metric.JUDGE_MEDIAN), expected.median());
    assertClose(value(0.5, stage, Metric.JUDGE_P95), expected.p95());
    assertClose(value(0.5, stage, Metric.JUDGE_MAX), expected.maximum());
    assertClose(value(0.5, stage, Metric.JUDGE_WITHIN), within);
  }

  @Test
  void abstainedCandidatesAreCountedButNeitherAcceptedNorKnown() {
    assertThat(value(1, Stage.LOCALIZED, Metric.ABSTAINED)).hasValue(0.5);
    assertThat(value(0.5, Stage.LOCALIZED, Metric.ABSTAINED)).hasValue(0);
    assertThat(value(1, Stage.LOCALIZED, Metric.KNOWN)).hasValue(0);
    assertThat(value(1, Stage.LOCALIZED, Metric.NOVEL_AVERAGE)).isEmpty();
    assertThat(value(1, Stage.LOCALIZED, Metric.JUDGE_MAE)).isEmpty();
    assertThat(value(1, Stage.LOCALIZED, Metric.UNIQUE_AVERAGE)).isEmpty();
  }

  @Test
  void drawsInRangeThatRepeatEachOtherAreCounted() {
    assertThat(value(0.5, Stage.RAW_IN_RANGE, Metric.UNIQUE_AVERAGE)).hasValue(1);
    assertThat(value(1, Stage.RAW_IN_RANGE, Metric.UNIQUE_AVERAGE)).hasValue(0.5);
  }

  @Test
  void noveltyOfDrawsIsThatOfTheFiniteOnesInRange() {
    // Of lengths 4, 3 and 6 in no field, 4 is known in another one, 3 in this one.
    assertClose(value(0.5, Stage.RAW_IN_RANGE, Metric.NOVEL_AVERAGE), 2.0 / 3);
    assertClose(value(0.5, Stage.RAW_IN_RANGE, Metric.NOVEL_MAXIMUM), 1.0 / 3);
    assertThat(value(0.5, Stage.RAW, Metric.NOVEL_AVERAGE)).isEmpty();
  }

  @Test
  void whereNothingWasComparedNothingIsSaidOfNovelty() {
    Column none = lit(null).cast(DataTypes.BooleanType);
    Dataset<Row> uncompared =
        candidates().withColumn("novel_average", none).withColumn("novel_maximum", none);
    assertThat(
            CandidateMetrics.measurements(
                job(new double[0][], Optional.empty(), Optional.empty())
                    .measure(uncompared, blocks())))
        .extracting(Measurement::metric)
        .contains(Metric.MAE)
        .doesNotContain(Metric.NOVEL_AVERAGE, Metric.NOVEL_MAXIMUM, Metric.KNOWN);
    assertThat(measurements).extracting(Measurement::metric).contains(Metric.KNOWN);
  }

  @Test
  void aTargetWithoutAcceptedCandidatesHasACountButNoError() {
    assertThat(value(1, Stage.LOCALIZED, Metric.CANDIDATES)).hasValue(0);
    assertThat(value(1, Stage.LOCALIZED, Metric.YIELD)).hasValue(0);
    assertThat(value(1, Stage.LOCALIZED, Metric.MAE)).isEmpty();
    assertThat(value(1, Stage.LOCALIZED, Metric.ORACLE_MAE)).isEmpty();
  }

  @Test
  void publishedFiguresStandBesideTheSameFigureOnly() {
    assertThat(measurements)
        .filteredOn(row -> row.published().isPresent())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.target()).hasValue("0.5");
              assertThat(row.stage()).isEqualTo(Stage.RAW);
              assertThat(row.metric()).isEqualTo(Metric.MAE);
              assertThat(row.published()).hasValue(0.219);
            });
  }

  @Test
  void everyRowCarriesItsUnit() {
    assertThat(metrics.columns())
        .containsExactly(
            "run_id",
            "model",
            "target",
            "stage",
            "metric",
            "value",
            "unit",
            "published",
            "repeat",
            "wanted",
            "property");
    for (Row row : metrics.collectAsList()) {
      Metric metric = Metric.ofColumn(row.getAs("metric"));
      assertThat(row.<String>getAs("unit")).as(metric.column()).isEqualTo(metric.unit("eV"));
    }
  }

  @Test
  void partitionsDoNotChangeTheFigures() {
    Dataset<Row> other =
        job(Optional.of(new TenthOfLength()), Optional.of(new TenthAgain()))
            .measure(candidates().repartition(5), blocks().repartition(3));
    assertThat(CandidateMetrics.measurements(other))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(new DoubleComparator(1e-12), Double.class)
                .build())
        .containsExactlyElementsOf(measurements);
  }

  private void assertErrors(Stage stage, double... predictions) {
    double[] targets = new double[predictions.length];
    Arrays.fill(targets, 0.5);
    ErrorSummary expected = ErrorSummary.of(predictions, targets);
    assertThat(value(0.5, stage, Metric.CANDIDATES)).hasValue(predictions.length);
    assertClose(value(0.5, stage, Metric.MAE), expected.mean());
    assertClose(value(0.5, stage, Metric.MEDIAN_ERROR), expected.median());
    assertClose(value(0.5, stage, Metric.P95_ERROR), expected.p95());
    assertClose(value(0.5, stage, Metric.MAXIMUM_ERROR), expected.maximum());
  }

  private static void assertClose(OptionalDouble value, double expected) {
    assertThat(value.orElseThrow()).isCloseTo(expected, within(1e-12));
  }

  private OptionalDouble value(double target, Stage stage, Metric metric) {
    return measurements.stream()
        .filter(
            row ->
                row.target().equals(Optional.of(Double.toString(target)))
                    && row.stage() == stage
                    && row.metric() == metric)
        .mapToDouble(Measurement::value)
        .findFirst();
  }

  private static CandidateMetrics job(Optional<Oracle> oracle, Optional<Judge> judge) {
    return job(SEEN, oracle, judge);
  }

  private static CandidateMetrics job(
      double[][] seen, Optional<Oracle> oracle, Optional<Judge> judge) {
    return new CandidateMetrics(
        SPACE,
        BAND_GAP,
        Amounts.of(0.2),
        RANGES,
        seen,
        SETTINGS,
        HELD_OUT,
        oracle.map(each -> new PointLabeller(each, SPACE, BAND_GAP.names())),
        judge);
  }

  private Dataset<Row> candidates() {
    return spark()
        .createDataFrame(
            List.of(
                accepted(4, 6, 0.6, 5, 0.4998, false),
                accepted(1, 4, 0.7, 4.5, 0.5004, true),
                rejected(0.5, 2, 9, 0.1, "out_of_range"),
                rejected(0.5, 3, Double.NaN, Double.NaN, "not_finite"),
                rejected(0.5, 5, 3, 1.5, "off_target"),
                rejected(0.5, 6, 7, Double.POSITIVE_INFINITY, "not_finite"),
                rejected(1, 1, 5, 0.2, "not_converged"),
                abstained(1, 2, 5, 0.9, 6, 0.9999)),
            CANDIDATES);
  }

  private static Row accepted(
      long id, double raw, double predictedRaw, double x, double predicted, Boolean novelMaximum) {
    return RowFactory.create(
        "r",
        "cinn",
        0.5,
        id,
        raw,
        0.0,
        predictedRaw,
        x,
        0.0,
        predicted,
        (int) id,
        true,
        novelMaximum,
        "accepted",
        null,
        "0.5");
  }

  private static Row abstained(
      double target, long id, double raw, double predictedRaw, double x, double predicted) {
    return RowFactory.create(
        "r",
        "cinn",
        target,
        id,
        raw,
        0.0,
        predictedRaw,
        x,
        0.0,
        predicted,
        (int) id,
        true,
        true,
        "abstained",
        "uncertain",
        Double.toString(target));
  }

  private static Row rejected(
      double target, long id, double raw, double predictedRaw, String reason) {
    return RowFactory.create(
        "r",
        "cinn",
        target,
        id,
        raw,
        0.0,
        predictedRaw,
        null,
        null,
        null,
        0,
        null,
        null,
        "rejected",
        reason,
        Double.toString(target));
  }

  private Dataset<Row> blocks() {
    return spark()
        .createDataFrame(
            List.of(
                RowFactory.create("r", "cinn", 0.5, 0L, 4L, 2L, 0.25, 0.125, 1.0, "0.5"),
                RowFactory.create("r", "cinn", 0.5, 1L, 4L, 0L, 0.5, 0.25, 2.0, "0.5"),
                RowFactory.create("r", "cinn", 1.0, 0L, 4L, 0L, 0.5, 0.25, 2.0, "1.0")),
            BLOCKS);
  }

  @Test
  void rowsOfEarlierVersionsGiveTheSameFigures() {
    Column none = lit(null).cast(DataTypes.StringType);
    Dataset<Row> earlier =
        job(Optional.of(new TenthOfLength()), Optional.of(new TenthAgain()))
            .measure(candidates().withColumn("wanted", none), blocks().withColumn("wanted", none));
    assertThat(CandidateMetrics.measurements(earlier))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(new DoubleComparator(1e-12), Double.class)
                .build())
        .containsExactlyElementsOf(measurements);
  }
}
