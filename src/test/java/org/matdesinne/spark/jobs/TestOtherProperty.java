package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.evaluate.PredictJob;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Nothing in the program is about one material: another property in another unit, without a floor,
 * parameters of other kinds, of which one never varies, and no oracle.
 */
class TestOtherProperty extends SparkSuite {
  /** No number of single precision. */
  private static final double HEAT = 293.15;

  @TempDir private static Path folder;
  private DataOption.CsvFiles files;
  private String text;
  private Path run;

  @BeforeAll
  void design() throws IOException {
    files = wave();
    try (var stream = TestOtherProperty.class.getResourceAsStream("/e2e/wave.conf")) {
      text = new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    run = folder.resolve("run");
    new InverseDesignJob(context()).run(files, Extrapolation.REJECTED, run.toString());
  }

  /** Energies from -30 to 30 J. */
  private static DataOption.CsvFiles wave() throws IOException {
    Random random = new Random(1);
    StringBuilder points = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      double time = 60 * random.nextDouble();
      points.append(String.format(Locale.ROOT, "%s,%s,%s,%s%n", x, y, HEAT, time));
      labels.append(30 * Math.sin(3 * x + 2 * y + time / 60)).append('\n');
    }
    return new DataOption.CsvFiles(
        Files.writeString(folder.resolve("x.csv"), points).toString(),
        Files.writeString(folder.resolve("y.csv"), labels).toString());
  }

  private JobContext context(String... overrides) {
    var resolved = ConfigurationFile.parse(text, "wave.conf").with(List.of(overrides)).resolved();
    return JobContext.in(spark(), resolved);
  }

  private static Dataset<Row> table(JobContext context, TableSchema schema, Path of) {
    return context.table(schema).read(of.resolve(schema.tableName()).toString());
  }

  @Test
  void candidatesMeetTargetsOfAnySignAndConstantsStayWhatTheyAre() {
    Dataset<Row> candidates = table(context(), TableSchema.CANDIDATES, run);
    for (double target : new double[] {-20, 10}) {
      Dataset<Row> accepted = candidates.where("status = 'accepted' and target = " + target + "D");
      assertThat(accepted.count()).isEqualTo(30);
      // A five-hundredth of a standard deviation of about 20 J.
      assertThat(accepted.where("abs(predicted - target) > 0.06").count()).isZero();
    }
    assertThat(candidates.where("heat_raw <> " + HEAT + "D or heat <> " + HEAT + "D").count())
        .isZero();
  }

  @Test
  void figuresAreFiniteAndNoneIsFromTheLiterature() {
    Dataset<Row> metrics = table(context(), TableSchema.METRICS, run);
    assertThat(metrics.count()).isPositive();
    assertThat(metrics.where("published is not null").count()).isZero();
    assertThat(metrics.where("isnan(value) or abs(value) = double('infinity')").count()).isZero();
    assertThat(metrics.where("metric = 'histogram_overlap'").count()).isPositive();
    assertThat(metrics.where("metric = 'classifier_accuracy'").count()).isPositive();
    assertThat(metrics.where("metric like 'oracle%'").count()).isZero();
  }

  @Test
  void predictionsAreMeasuredWithoutAFloor() {
    String table =
        new PredictJob(context()).accuracy(run.toString(), files.x(), files.y()).get(0).render();
    assertThat(table)
        .contains("energy")
        .doesNotContain("floor")
        .containsPattern("-20\\.0 ± 4\\.\\d{1,3} ");
  }

  @Test
  void whatNeedsAnOracleSaysThatThereIsNone() {
    JobContext context = context();
    assertThatThrownBy(
            () ->
                new InverseDesignJob(context)
                    .run(
                        new DataOption.Configured(),
                        Extrapolation.REJECTED,
                        folder.resolve("none").toString()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data.source is 'oracle', and the configuration has no oracle; add the section"
                + " oracle, or name data with --table, --x and --y, or --source");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void limitsOnWhatNeverVariesAndOnAllElseHoldTogether() {
    Path output = folder.resolve("limited");
    JobContext limited =
        context(
            "generation.limits = [{ parameter = heat, minimum = 200, maximum = 300 },"
                + " { parameter = time, minimum = 12.5, maximum = 12.5 },"
                + " { role = composition, deviation = 0.6 }]",
            "generation.targets = [10]");
    new GenerateJob(limited)
        .run(
            run.toString(), Optional.of(run.toString()), Extrapolation.REJECTED, output.toString());
    Dataset<Row> candidates = table(limited, TableSchema.CANDIDATES, output);
    assertThat(candidates.where("status = 'accepted'").count()).isEqualTo(30);
    assertThat(candidates.where("time_raw <> 12.5 or heat_raw <> " + HEAT + "D").count()).isZero();
    assertThat(
            candidates
                .where("status = 'accepted' and (time <> 12.5 or heat <> " + HEAT + "D)")
                .count())
        .isZero();
  }

  @Test
  void theNeuralAdjointKeepsConstantsToo() {
    Path output = folder.resolve("adjoint");
    JobContext adjoint =
        context(
            "generation.generator = multi-start",
            "generation.window = unlimited",
            "generation.localization { method = adam, tolerance = \"2 %\", adam.boundary = penalty }",
            "generation.targets = [10]");
    new GenerateJob(adjoint)
        .run(
            run.toString(), Optional.of(run.toString()), Extrapolation.REJECTED, output.toString());
    Dataset<Row> candidates = table(adjoint, TableSchema.CANDIDATES, output);
    assertThat(candidates.where("status = 'accepted'").count()).isEqualTo(30);
    assertThat(candidates.where("heat is not null and heat <> " + HEAT + "D").count()).isZero();
  }
}
