package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;

/** The folders under examples/, each from its own files; only the training is short. */
class TestExampleFolders extends SparkSuite {
  private static final int ROWS = 2000;
  private static final List<String> SMALL =
      List.of(
          "data { rows = " + ROWS + ", validation-fraction = 0.2 }",
          "networks.dense { members = 2, architecture { hidden = 64, layers = 3 } }",
          "networks.dense.training { epochs = 100, batch = 50, learning-rate = 5e-3 }",
          "networks.spline-cinn { architecture { blocks = 2, hidden = 16 } }",
          "networks.spline-cinn.training { epochs = 8, batch = 50 }",
          "generation { samples = 40, max-draws = 20000, block-size = 64, window = unlimited }",
          "generation.abstention = null",
          "benchmark { oracle-sample = 40, posterior-points = 5, posterior-draws = 10 }");

  @TempDir private Path folder;

  @Test
  void theSineWave() throws IOException {
    run(
        "sine-wave",
        row ->
            Math.sin(3 * Math.PI * row.<Double>getAs("x1"))
                + Math.cos(3 * Math.PI * row.<Double>getAs("x2")),
        // Of values from -2 to 2: with so few rows a coarse fit, and yet no chance hit.
        0.35);
  }

  @Test
  void ballistics() throws IOException {
    run("ballistics", TestExampleFolders::distance, 0.5);
  }

  /** By Newton's method on the flight, a way of its own to the same place. */
  private static double distance(Row row) {
    double m = 0.2;
    double k = 0.25;
    double g = 9.81;
    double angle = Math.toRadians(row.<Double>getAs("angle"));
    double up = row.<Double>getAs("v0") * Math.sin(angle);
    double time = 10;
    for (int i = 0; i < 100; i++) {
      double left = Math.exp(-k * time / m);
      double height =
          row.<Double>getAs("y0") + (m / k) * ((m * g / k + up) * (1 - left) - g * time);
      double speed = (up + m * g / k) * left - m * g / k;
      time -= height / speed;
    }
    return row.<Double>getAs("x0")
        + row.<Double>getAs("v0") * Math.cos(angle) * (m / k) * (1 - Math.exp(-k * time / m));
  }

  private void run(String name, ToDoubleFunction<Row> truth, double farthest) throws IOException {
    String file = "examples/" + name + "/" + name + ".conf";
    String text = Files.readString(Path.of(file));
    assertThat(text).doesNotContain("include");
    JobContext context =
        JobContext.in(spark(), ConfigurationFile.parse(text, file).with(SMALL).resolved());
    String output = folder.resolve(name).toString();
    RunManifest manifest =
        new InverseDesignJob(context)
            .run(new DataOption.Configured(), Extrapolation.REJECTED, output);
    assertThat(manifest.data().rowsRead()).isEqualTo(ROWS);
    assertThat(manifest.data().failed()).isEmpty();
    String property = context.settings().property().name();
    for (Row row : spark().read().parquet(output + "/training_set").collectAsList()) {
      assertThat(row.<Double>getAs(property)).isCloseTo(truth.applyAsDouble(row), within(1e-9));
    }
    for (double target : context.settings().generation().targets()) {
      List<Row> accepted =
          spark()
              .read()
              .parquet(output + "/candidates")
              .where("status = 'accepted' and target = " + target + "D")
              .collectAsList();
      assertThat(accepted).hasSize(40);
      double error =
          accepted.stream()
              .mapToDouble(row -> Math.abs(truth.applyAsDouble(row) - target))
              .average()
              .orElseThrow();
      assertThat(error).isLessThan(farthest);
      assertThat(oracleError(output, target)).isCloseTo(error, within(1e-9));
    }
  }

  private double oracleError(String output, double target) {
    return spark()
        .read()
        .parquet(output + "/metrics")
        .where("metric = 'oracle_mae' and stage = 'localized' and target = " + target + "D")
        .select("value")
        .head()
        .getDouble(0);
  }
}
