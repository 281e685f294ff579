package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.TableSchema;

/** Shares that add up, a whole number, and a bound on two shares, from data to candidates. */
class TestMixture extends SparkSuite {
  @TempDir private static Path folder;
  private String text;
  private DataOption.CsvFiles files;
  private Path run;

  @BeforeAll
  void design() throws IOException {
    try (var stream = TestMixture.class.getResourceAsStream("/e2e/mixture.conf")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    files = mixtures();
    run = folder.resolve("run");
    new InverseDesignJob(context()).run(files, Extrapolation.REJECTED, run.toString());
  }

  /** Strengths from 2 to 30 MPa; shares are rounded to four digits, as in tables. */
  private static DataOption.CsvFiles mixtures() throws IOException {
    Random random = new Random(3);
    StringBuilder points = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 800; i++) {
      double water = 0.2 + 0.3 * random.nextDouble();
      // Up to where cement is 0.2 more than sand.
      double cement = (1.2 - water) / 2 * random.nextDouble();
      double sand = 1 - water - cement;
      int days = 1 + random.nextInt(7);
      points.append(String.format(Locale.ROOT, "%.4f,%.4f,%.4f,%d%n", water, cement, sand, days));
      labels.append(4 * days * cement / water * (0.2 + sand)).append('\n');
    }
    return new DataOption.CsvFiles(
        Files.writeString(folder.resolve("x.csv"), points).toString(),
        Files.writeString(folder.resolve("y.csv"), labels).toString());
  }

  private JobContext context(String... overrides) {
    var resolved =
        ConfigurationFile.parse(text, "mixture.conf").with(List.of(overrides)).resolved();
    return JobContext.in(spark(), resolved);
  }

  @Test
  void allDrawsAndCandidatesKeepTheConstraintsExactly() {
    JobContext context = context();
    Dataset<Row> candidates =
        context
            .table(TableSchema.CANDIDATES)
            .read(run.resolve(TableSchema.CANDIDATES.tableName()).toString());
    double[] minimum = {0, 0, 0, 1};
    double[] maximum = {1, 1, 1, 7};
    FeasibleSet all =
        new FeasibleSet(context.settings().designSpace(), new Ranges(minimum, maximum));
    List<String> names = context.settings().designSpace().names();
    List<Row> accepted = candidates.where("status = 'accepted'").collectAsList();
    assertThat(accepted).hasSize(2 * 60);
    assertThat(accepted)
        .allSatisfy(
            row -> {
              double[] point = names.stream().mapToDouble(row::<Double>getAs).toArray();
              assertThat(all.holds(point)).as(Arrays.toString(point)).isTrue();
              double[] raw =
                  names.stream().mapToDouble(n -> row.<Double>getAs(n + "_raw")).toArray();
              assertThat(all.holds(raw)).as("raw %s", Arrays.toString(raw)).isTrue();
              // What is localized is what is written: the level of the draw.
              assertThat(point[3]).isEqualTo(raw[3]);
            });
    assertThat(candidates.where("status = 'accepted'").select("days").distinct().count())
        .isGreaterThan(2);
  }

  @Test
  void aRowThatMissesAConstraintIsNamed() throws IOException {
    Path wrong = folder.resolve("wrong.csv");
    List<String> lines = Files.readAllLines(Path.of(files.x()));
    lines.set(2, "0.25,0.25,0.25,2");
    Files.write(wrong, lines);
    assertFails(
        wrong, "wrong.csv, line 3", "misses the constraint water + cement + sand = 1 by 0.25");
    lines.set(2, "0.3,0.3,0.4,2.5");
    Files.write(wrong, lines);
    assertFails(wrong, "wrong.csv, line 3", "2.5 d is none of the values of 'days', [1.0, 2.0");
  }

  private void assertFails(Path points, String... parts) {
    assertThatThrownBy(
            () ->
                new InverseDesignJob(context())
                    .run(
                        new DataOption.CsvFiles(points.toString(), files.y()),
                        Extrapolation.REJECTED,
                        folder.resolve("none").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void wrongConstraintsAreErrors() {
    assertThatThrownBy(
            () -> context("design-space.constraints = [{ sum = [water, gravel], equals = 1 }]"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("names 'gravel', which is no design parameter");
    assertThatThrownBy(() -> context("design-space.constraints = [{ sum = [water] }]"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("needs one of equals, at-most and at-least");
  }
}
