package org.matdesinne.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;

/** Training sets that formulas and programs make. */
class TestOracleIngest extends SparkSuite {
  private static final String SETTINGS =
      """
      include classpath("conf/mos2.conf")
      seed = 3
      design-space {
        parameters = [
          { name = x, unit = m, minimum = 0, maximum = 2, reference = 1, role = a, novelty-scale = 1 }
          { name = "y of it", unit = m, minimum = -1, maximum = 1, reference = 0, role = a, novelty-scale = 1 }
        ]
        symmetries = []
      }
      property { name = sum, unit = m, minimum = null }
      data { source = oracle, rows = 60, sampling = [{ weight = 1 }] }
      oracle = null
      oracle { kind = expression, formulas { sum = "x + `y of it`" } }
      """;

  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void name() {
    output = folder.resolve("out");
  }

  private JobContext context(String... changes) {
    return JobContext.in(
        spark(), ConfigurationFile.parse(SETTINGS + String.join("\n", changes), "test").resolved());
  }

  private RunManifest ingest(JobContext context) {
    IngestJob job = new IngestJob(context);
    return job.run(job.prepare(new DataOption.Configured()), Output.of(output.toString()));
  }

  private List<Row> rows() {
    return spark().read().parquet(output + "/training_set").orderBy("row_id").collectAsList();
  }

  @Test
  void aFormulaLabelsEveryPoint() {
    JobContext context = context();
    RunManifest manifest = ingest(context);
    assertThat(manifest.source()).isEqualTo("oracle");
    assertThat(manifest.data().rowsRead()).isEqualTo(60);
    assertThat(manifest.data().rowsDropped()).isZero();
    assertThat(manifest.data().failed()).isEmpty();
    List<Row> rows = rows();
    assertThat(rows).hasSize(60);
    for (int i = 0; i < 60; i++) {
      double[] point = context.settings().sampler().point(i);
      assertThat(rows.get(i).getLong(0)).isEqualTo(i);
      assertThat(rows.get(i).getDouble(1)).isEqualTo(point[0]);
      assertThat(rows.get(i).getDouble(3)).isEqualTo(point[0] + point[1]);
    }
  }

  @Test
  void theFormerNameOfTheSourceGoesOnWorking() {
    String before = ingest(context()).runId();
    assertThat(ingest(context("data.source = tight-binding")).runId()).isEqualTo(before);
  }

  @Test
  void anotherFormulaIsAnotherRunAndTheShareThatMayFailIsNot() {
    ingest(context());
    ingest(context("data.max-failed-fraction = 0.5"));
    assertThatThrownBy(() -> ingest(context("oracle.formulas.sum = x")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds run ");
  }

  @Test
  void pointsWithoutALabelAreLeftOutAndCounted() {
    String formula = "oracle.formulas.sum = \"CASE WHEN x < 1.9 THEN x END\"";
    JobContext context = context(formula, "data.max-failed-fraction = 0.2");
    long expected =
        IntStream.range(0, 60)
            .mapToObj(context.settings().sampler()::point)
            .filter(point -> point[0] >= 1.9)
            .count();
    assertThat(expected).isBetween(1L, 11L);
    RunManifest manifest = ingest(context);
    assertThat(manifest.data().failed()).containsOnlyKeys("failed").containsValue(expected);
    assertThat(manifest.data().rowsDropped()).isEqualTo(expected);
    assertThat(manifest.rows()).containsEntry("training_set", 60 - expected);
    assertThat(rows()).hasSize((int) (60 - expected)).allMatch(row -> row.getDouble(1) < 1.9);
    assertThat(output.resolve("_manifest.json")).content().contains("\"failed\" : {");
  }

  @Test
  void tooManyPointsWithoutALabelAreAnError() {
    JobContext context = context("oracle.formulas.sum = \"sqrt(x - 1)\"");
    assertThatThrownBy(() -> ingest(context))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "the oracle gave no label for \\d+ of 60 points \\(\\d+ failed for good\\), more than"
                + " data\\.max-failed-fraction allows, 0\\.05: point \\d+ \\(x = 0\\.\\d+, y of it ="
                + " -?0\\.\\d+\\): failed for good, the formula gives no number for sum \\(NaN\\);"
                + " .*; …; correct the oracle, or narrow the design space to where it works");
    assertThat(output.resolve("_manifest.json")).doesNotExist();
    assertThat(output.resolve("training_set")).doesNotExist();
  }

  @Test
  void labelsBelowTheFloorAreFailures() {
    JobContext context = context("property.minimum = 0.5", "oracle.formulas.sum = x");
    assertThatThrownBy(() -> ingest(context))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("m lies below the least possible value, 0.5");
  }

  @Test
  void aWrongFormulaWritesNothing() {
    assertThatThrownBy(() -> ingest(context("oracle.formulas.sum = z")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "oracle.formulas.sum, \"z\", names z, which is unknown; known here: x, `y of it`");
    assertThat(output).doesNotExist();
  }

  @Test
  void aSobolSequenceFillsTheSpaceEvenlyWhateverThePartitions() {
    ingest(context("data { design = sobol, rows = 64 }"));
    List<Row> rows = rows();
    // Of 64 points, shifted as they are, each of 16 columns holds 4, give or take one at the edges.
    for (int column = 0; column < 16; column++) {
      double from = column / 8.0;
      assertThat(rows.stream().filter(r -> r.getDouble(1) >= from && r.getDouble(1) < from + 0.125))
          .as("from %s", from)
          .hasSizeBetween(3, 5);
    }
    JobContext context = context("data { design = sobol, rows = 64 }");
    assertThat(rows.get(37).getDouble(1)).isEqualTo(context.settings().sampler().point(37)[0]);
  }

  @Test
  void aProgramLabelsOnTheClusterAndItsFileIsFoundBesideTheConfiguration() throws IOException {
    Path program = folder.resolve("moody.py");
    Files.copy(Path.of("src/test/resources/oracle/moody.py"), program);
    Path file =
        Files.writeString(
            folder.resolve("it.conf"),
            SETTINGS
                + "data { rows = 40, max-failed-fraction = 0.9 }\n"
                + "design-space.parameters = [{ name = x, unit = m, minimum = 0, maximum = 4,"
                + " reference = 1, role = a, novelty-scale = 1 }, { name = \"y of it\", unit = m,"
                + " minimum = 0, maximum = 1, reference = 0, role = a, novelty-scale = 1 }]\n"
                + "oracle = null\n"
                + "oracle { kind = external, command = [python3, moody.py], files = [moody.py] }\n");
    JobContext context =
        JobContext.in(
            spark(), ConfigurationFile.parse(Files.readString(file), file.toString()).resolved());
    RunManifest manifest = ingest(context);
    // Numbers from 2 to 3 crash the program, those from 3 to 4 are answered with rubbish.
    List<Row> rows = rows();
    assertThat(rows).hasSizeBetween(5, 35).allMatch(row -> row.getDouble(1) < 2);
    assertThat(rows).allMatch(row -> row.getDouble(3) == row.getDouble(1) + row.getDouble(2));
    assertThat(manifest.data().failed()).containsEntry("retry", 40L - rows.size());
    // The program's text decides: another one is another run.
    Files.writeString(program, Files.readString(program) + "# other\n");
    assertThatThrownBy(() -> ingest(context))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds run ");
  }
}
