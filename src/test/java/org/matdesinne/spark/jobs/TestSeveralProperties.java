package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.report.AccuracyTable;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SmallArm;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.evaluate.PredictJob;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.spark.sweep.SweepJob;
import org.matdesinne.spark.sweep.SweepRequest;

/** Two properties from a table to figures, predictions and sweeps. */
class TestSeveralProperties extends SparkSuite {
  @TempDir private static Path folder;
  private JobContext context;
  private Path run;

  @BeforeAll
  void design() throws IOException {
    context = SmallArm.context(spark(), List.of());
    run = folder.resolve("run");
    new InverseDesignJob(context)
        .run(SmallArm.table(folder), Extrapolation.REJECTED, run.toString());
  }

  private Dataset<Row> table(TableSchema schema) {
    return context.table(schema).read(run.resolve(schema.tableName()).toString());
  }

  @Test
  void figuresAreFiniteAndErrorsAreThoseOfAProperty() {
    Dataset<Row> metrics = table(TableSchema.METRICS);
    assertThat(metrics.where("isnan(value) or abs(value) = double('infinity')").count()).isZero();
    assertThat(metrics.where("metric = 'mae' and property is null").count()).isZero();
    assertThat(
            metrics
                .where("metric = 'mae' and stage = 'raw'")
                .orderBy("wanted", "property")
                .select("wanted", "property", "unit")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[height=-0.2..0.4, grip force>=8.0,grip force,N]",
            "[height=-0.2..0.4, grip force>=8.0,height,m]",
            "[height=0.5, grip force=12.0,grip force,N]",
            "[height=0.5, grip force=12.0,height,m]",
            "[height>=1.0,height,m]");
    assertThat(
            metrics.where("metric = 'candidates' and stage = 'localized' and value = 40").count())
        .isEqualTo(3);
  }

  @Test
  void everyPointHasAPredictionAndAnUncertaintyOfEachProperty() throws IOException {
    Path x = Files.writeString(folder.resolve("x.csv"), "10,20,30\n-30,0,60\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PredictJob(context)
        .run(run.toString(), x.toString(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    double[] expected = SmallArm.labels(new double[] {10, 20, 30});
    String[] cells = lines.get(0).split(",", -1);
    assertThat(cells).hasSize(4);
    assertThat(Double.parseDouble(cells[0])).isCloseTo(expected[0], within(0.35));
    assertThat(Double.parseDouble(cells[1])).isBetween(0.0, 1.0);
    assertThat(Double.parseDouble(cells[2])).isCloseTo(expected[1], within(4.0));
    assertThat(Double.parseDouble(cells[3])).isBetween(0.0, 10.0);
  }

  @Test
  void accuracyIsATableForEachProperty() {
    List<AccuracyTable> tables = new PredictJob(context).heldOut(run.toString(), run.toString());
    assertThat(tables).hasSize(2);
    assertThat(tables.get(0).render()).contains("height").doesNotContain("floor", "grip force");
    assertThat(tables.get(1).render()).contains("grip force", "12.0 ±", "floor");
  }

  @Test
  void aSweepHasAUnitForEveryTarget() {
    ConfigurationFile configuration =
        SmallArm.configuration().with(List.of("generation.samples=10"));
    SweepJob sweep = new SweepJob(context.with(configuration), configuration);
    SweepRequest request =
        new SweepRequest(
            run.toString(),
            Optional.of(run.toString()),
            Extrapolation.REJECTED,
            folder.resolve("sweeps").toString());
    RunManifest manifest = sweep.run(request, SweepJob.Begin.ANEW_OR_RESUME, Optional.empty());
    List<Row> units =
        context
            .table(TableSchema.UNITS)
            .read(sweep.uri(manifest, request) + "/units")
            .orderBy("wanted")
            .collectAsList();
    assertThat(units)
        .extracting(row -> row.<String>getAs("wanted"))
        .containsExactly("height=0.5, grip force=12.0", "height>=1.0");
    assertThat(units)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("target")).isNull();
              assertThat(row.<Long>getAs("accepted")).isEqualTo(10);
              assertThat(row.<Double>getAs("mae_height")).isBetween(0.0, 0.01);
            });
    assertThat(units.get(0).<Double>getAs("mae_grip force")).isBetween(0.0, 0.1);
    assertThat(units.get(1).<Double>getAs("mae_grip force")).isNull();
    assertThat(sweep.table(manifest, request).render())
        .contains("target-height-at-least-1.0-", "2 units, 20 candidates accepted");
  }
}
