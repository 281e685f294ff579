package org.matdesinne.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;
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
            new double[] {
              Math.sin(3 * Math.PI * row.<Double>getAs("x1"))
                  + Math.cos(3 * Math.PI * row.<Double>getAs("x2"))
            },
        // Of values from -2 to 2: with so few rows a coarse fit, and yet no chance hit.
        0.35);
  }

  @Test
  void ballistics() throws IOException {
    run("ballistics", row -> new double[] {distance(row)}, 0.5);
  }

  @Test
  void theRoboticArm() throws IOException {
    run("robotic-arm", TestExampleFolders::endOfTheArm, 0.1);
  }

  private static double[] endOfTheArm(Row row) {
    double[] lengths = {0.5, 0.5, 1};
    double first = row.getAs("theta1");
    double second = row.<Double>getAs("theta2") - first;
    double third = row.<Double>getAs("theta3") - row.<Double>getAs("theta2") - first;
    double[] angles = {first, second, third};
    double[] end = {0, row.getAs("h")};
    for (int i = 0; i < angles.length; i++) {
      end[0] += lengths[i] * Math.cos(angles[i]);
      end[1] += lengths[i] * Math.sin(angles[i]);
    }
    return end;
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

  private void run(String name, Function<Row, double[]> truth, double farthest) throws IOException {
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
    Properties properties = context.settings().properties();
    for (Row row : spark().read().parquet(output + "/training_set").collectAsList()) {
      double[] expected = truth.apply(row);
      for (int k = 0; k < expected.length; k++) {
        assertThat(row.<Double>getAs(properties.get(k).name()))
            .isCloseTo(expected[k], within(1e-9));
      }
    }
    for (Target target : context.settings().generation().targets()) {
      List<Row> accepted =
          spark()
              .read()
              .parquet(output + "/candidates")
              .where("status = 'accepted'")
              .where(col("wanted").equalTo(target.label()))
              .collectAsList();
      assertThat(accepted).hasSize(40);
      for (int k = 0; k < properties.count(); k++) {
        int property = k;
        double error =
            accepted.stream()
                .mapToDouble(row -> target.missedBy(truth.apply(row))[property])
                .average()
                .orElseThrow();
        assertThat(error).isLessThan(farthest);
        assertThat(oracleError(output, target, properties, k)).isCloseTo(error, within(1e-9));
      }
    }
  }

  private double oracleError(String output, Target target, Properties properties, int property) {
    Dataset<Row> figures =
        spark()
            .read()
            .parquet(output + "/metrics")
            .where("metric = 'oracle_mae' and stage = 'localized'")
            .where(col("wanted").equalTo(target.label()));
    Dataset<Row> ofProperty =
        properties.several()
            ? figures.where(col("property").equalTo(properties.get(property).name()))
            : figures.where("property is null");
    return ofProperty.select("value").head().getDouble(0);
  }
}
