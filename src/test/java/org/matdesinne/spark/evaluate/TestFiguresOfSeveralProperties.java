package org.matdesinne.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.metrics.PublishedValue;
import org.matdesinne.metrics.SetMetrics;
import org.matdesinne.metrics.Stage;
import org.matdesinne.spark.SparkSuite;

/** Figures of candidates that were to have two properties, or one of them in a range. */
class TestFiguresOfSeveralProperties extends SparkSuite {
  private static final DesignSpace SPACE =
      new DesignSpace(List.of(new DesignParameter("x", "angstrom", 0, 10, 5, Role.LATTICE, 5)));
  private static final Properties TWO =
      Properties.of(new Property("gap", "eV", 0), new Property("grip force", "N", null));
  private static final String BOTH = "gap=0.5, grip force>=40.0";
  private static final String RANGE = "gap=1.2..1.4";
  private static final String FIVE = "gap=1.0, grip force=10.0";
  private static final BenchmarkSettings SETTINGS =
      new BenchmarkSettings(
          0.01,
          2,
          new SetMetrics.Comparison(Amounts.of(0.05, 5), 4, 5, 100, 1),
          1,
          1,
          new PredictionAccuracy.Tolerances(Amounts.of(0.1, 5), Amounts.of(0.01, 1)),
          List.of(new PublishedValue("cinn", 0.5, Stage.RAW, Metric.MAE, 0.219)));
  private static final StructType CANDIDATES =
      StructType.fromDDL(
          "run_id string, model string, target double, candidate_id bigint, x_raw double,"
              + " predicted_raw_gap double, `predicted_raw_grip force` double, x double,"
              + " predicted_gap double, `predicted_grip force` double, localization_steps int,"
              + " novel_average boolean, novel_maximum boolean, status string, reason string,"
              + " wanted string");
  private static final StructType BLOCKS =
      StructType.fromDDL(
          "run_id string, model string, target double, block bigint, draws bigint,"
              + " accepted bigint, generation_seconds double, selection_seconds double,"
              + " localization_seconds double, wanted string");

  /** Says that gap is a tenth of the length, and force ten times of it. */
  private record Tenth() implements Judge {
    @Override
    public double[][] values(double[][] points) {
      return Arrays.stream(points)
          .map(point -> new double[] {point[0] / 10, 10 * point[0]})
          .toArray(double[][]::new);
    }
  }

  private List<Measurement> measurements;
  private Dataset<Row> metrics;

  @BeforeAll
  void measure() {
    metrics =
        new CandidateMetrics(
                SPACE,
                TWO,
                Amounts.of(0.2, 10),
                new Ranges(new double[] {2}, new double[] {8}),
                new double[][] {{4}},
                SETTINGS,
                new Examples(
                    new double[][] {{5}, {5.1}, {4.9}, {5.2}, {9}},
                    new double[][] {{0.5, 50}, {0.51, 36}, {0.49, 49}, {0.52, 52}, {0.9, 90}}),
                Optional.empty(),
                Optional.of(new Tenth()))
            .measure(candidates(), blocks())
            .cache();
    measurements = CandidateMetrics.measurements(metrics);
  }

  private Dataset<Row> candidates() {
    return spark()
        .createDataFrame(
            List.of(
                accepted(BOTH, 0, 4, 0.4, 30, 4.5, 0.51, 41),
                accepted(BOTH, 1, 6, 0.8, 45, 6.0, 0.5, 39.5),
                rejected(BOTH, 2, 9, 0.5, 90),
                accepted(RANGE, 0, 4, 1.1, 30, 4.5, 1.3, -7),
                accepted(RANGE, 1, 5, 1.3, 30, 5.5, 1.25, 7),
                rejected(FIVE, 0, 9, 1.2, 40),
                rejected(FIVE, 1, 9, 1.4, 10),
                rejected(FIVE, 2, 9, 1.6, 40),
                rejected(FIVE, 3, 9, 1.8, 10),
                rejected(FIVE, 4, 9, 2.0, 40)),
            CANDIDATES);
  }

  private static Row accepted(
      String wanted,
      long id,
      double raw,
      double rawGap,
      double rawForce,
      double x,
      double gap,
      double force) {
    return RowFactory.create(
        "r",
        "cinn",
        null,
        id,
        raw,
        rawGap,
        rawForce,
        x,
        gap,
        force,
        1,
        true,
        true,
        "accepted",
        null,
        wanted);
  }

  private static Row rejected(String wanted, long id, double raw, double rawGap, double rawForce) {
    return RowFactory.create(
        "r",
        "cinn",
        null,
        id,
        raw,
        rawGap,
        rawForce,
        null,
        null,
        null,
        0,
        null,
        null,
        "rejected",
        "out_of_range",
        wanted);
  }

  private Dataset<Row> blocks() {
    return spark()
        .createDataFrame(
            List.of(
                RowFactory.create("r", "cinn", null, 0L, 3L, 2L, 0.25, 0.125, 1.0, BOTH),
                RowFactory.create("r", "cinn", null, 0L, 2L, 2L, 0.5, 0.25, 2.0, RANGE)),
            BLOCKS);
  }

  private OptionalDouble value(String target, String property, Stage stage, Metric metric) {
    return measurements.stream()
        .filter(
            row ->
                row.target().equals(Optional.of(target))
                    && row.property().equals(Optional.ofNullable(property))
                    && row.stage() == stage
                    && row.metric() == metric)
        .mapToDouble(Measurement::value)
        .findFirst();
  }

  private void assertClose(OptionalDouble value, double expected) {
    assertThat(value.orElseThrow()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void errorsAreThoseOfEachProperty() {
    assertClose(value(BOTH, "gap", Stage.RAW, Metric.MAE), (0.1 + 0.3 + 0) / 3);
    assertClose(value(BOTH, "gap", Stage.LOCALIZED, Metric.MAE), 0.005);
    // What is above 40 is as wanted.
    assertClose(value(BOTH, "grip force", Stage.RAW, Metric.MAE), 10.0 / 3);
    assertClose(value(BOTH, "grip force", Stage.RAW, Metric.MAXIMUM_ERROR), 10);
    assertClose(value(BOTH, "grip force", Stage.LOCALIZED, Metric.MAE), 0.25);
  }

  @Test
  void aRangeIsMissedByTheWayToItsEndAndWhatNobodyWantedByNothing() {
    assertClose(value(RANGE, "gap", Stage.RAW, Metric.MAE), 0.05);
    assertClose(value(RANGE, "gap", Stage.LOCALIZED, Metric.MAXIMUM_ERROR), 0);
    assertThat(measurements)
        .filteredOn(row -> row.target().equals(Optional.of(RANGE)))
        .extracting(Measurement::property)
        .contains(Optional.of("gap"), Optional.empty())
        .doesNotContain(Optional.of("grip force"));
  }

  @Test
  void countsAreOfAllPropertiesTogether() {
    assertThat(value(BOTH, null, Stage.RAW, Metric.CANDIDATES)).hasValue(3);
    assertThat(value(BOTH, null, Stage.LOCALIZED, Metric.CANDIDATES)).hasValue(2);
    assertThat(value(RANGE, null, Stage.LOCALIZED, Metric.YIELD)).hasValue(1);
    assertThat(value(BOTH, "gap", Stage.LOCALIZED, Metric.CANDIDATES)).isEmpty();
    assertThat(value(BOTH, null, Stage.LOCALIZED, Metric.MAE)).isEmpty();
  }

  @Test
  void theJudgeFindsOnTargetWhatIsSoInAllThatWasWanted() {
    // Of lengths 4.5 and 6: gaps of 0.45 and 0.6, forces of 45 and 60.
    assertClose(value(BOTH, "gap", Stage.LOCALIZED, Metric.JUDGE_MAE), 0.075);
    assertClose(value(BOTH, "grip force", Stage.LOCALIZED, Metric.JUDGE_MAE), 0);
    assertThat(value(BOTH, null, Stage.LOCALIZED, Metric.JUDGE_WITHIN)).hasValue(1);
    // Of lengths 4 and 6: gaps of 0.4 and 0.6, forces of 40 and 60.
    assertThat(value(BOTH, null, Stage.RAW_IN_RANGE, Metric.JUDGE_WITHIN)).hasValue(1);
    assertThat(value(RANGE, null, Stage.LOCALIZED, Metric.JUDGE_WITHIN)).hasValue(0);
    assertThat(value(RANGE, "grip force", Stage.LOCALIZED, Metric.JUDGE_MAE)).isEmpty();
  }

  @Test
  void everyErrorIsInTheUnitOfItsPropertyAndNothingPublishedStandsBeside() {
    for (Row row : metrics.collectAsList()) {
      Metric metric = Metric.ofColumn(row.getAs("metric"));
      String property = row.getAs("property");
      String unit = property == null ? "1" : property.equals("gap") ? "eV" : "N";
      assertThat(row.<String>getAs("unit")).as(metric.column()).isEqualTo(metric.unit(unit));
      assertThat(row.isNullAt(row.fieldIndex("target"))).isTrue();
      assertThat(row.isNullAt(row.fieldIndex("published"))).isTrue();
    }
  }

  @Test
  void theBestOfSeveralDrawsCountsErrorsInTheSpreadOfEachProperty() {
    assertThat(value(BOTH, null, Stage.RAW, Metric.BEST_OF_5_ERROR)).isEmpty();
    // In spreads: 1 and 3, 2 and 0, 3 and 3, 4 and 0, 5 and 3. The best is the second one.
    assertClose(value(FIVE, null, Stage.RAW, Metric.BEST_OF_5_ERROR), 1);
  }
}
