package org.matdesinne.spark.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.SharedData;
import org.matdesinne.design.Target;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;

/** The examples that need a table, from the files in their folders, made small. */
class TestExampleTables extends SparkSuite {
  private static final int SAMPLES = 30;
  private static final List<String> SMALL =
      List.of(
          "networks.dense { members = 2, architecture { hidden = 64, layers = 3 } }",
          "networks.dense.training { epochs = 120, batch = 50 }",
          "networks.spline-cinn { teacher = null, architecture { blocks = 2, hidden = 16 } }",
          "networks.spline-cinn.training { epochs = 8, batch = 50 }",
          "generation.localization.gauss-newton.guide = null",
          "generation { samples = " + SAMPLES + ", max-draws = 40000, block-size = 64 }",
          "benchmark { posterior-points = 5, posterior-draws = 10 }");

  @TempDir private Path folder;

  @Test
  void wholeNumbersAndReplicatesOfTheCrossedBarrel() throws IOException {
    List<Row> accepted =
        accepted("crossed-barrel", "datasets/pv-lab/crossed-barrel.csv", Optional.empty());
    assertThat(accepted)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("n")).isIn(6.0, 8.0, 10.0, 12.0);
              assertThat(row.<Double>getAs("theta") % 25).isZero();
            });
  }

  @Test
  void theCompositionOfTheCatalysts() throws IOException {
    List<String> loads =
        List.of("sn_load", "sb_load", "co_load", "ca_load", "ni_load", "mn_load", "overpotential");
    List<Row> accepted =
        accepted("oer-plate", "datasets/olympus/oer_plate_4098/data.csv", Optional.of(loads));
    assertThat(accepted)
        .allSatisfy(
            row ->
                assertThat(
                        loads.subList(0, 6).stream()
                            .mapToDouble(name -> row.<Double>getAs(name))
                            .sum())
                    .isCloseTo(1, within(1e-12)));
  }

  @Test
  void theFloorOfThePeaks() throws IOException {
    List<String> columns =
        List.of(
            "sample_loop",
            "additional_volume",
            "tubing_volume",
            "sample_flow",
            "push_speed",
            "wait_time",
            "peak_area");
    List<Row> accepted = accepted("hplc", "datasets/olympus/hplc/data.csv", Optional.of(columns));
    assertThat(accepted)
        .allSatisfy(row -> assertThat(row.<Double>getAs("predicted")).isNotNegative());
  }

  /** What is accepted of all targets, each of which it meets. */
  private List<Row> accepted(String name, String table, Optional<List<String>> columns)
      throws IOException {
    String file = "examples/" + name + "/" + name + ".conf";
    JobContext context =
        JobContext.in(
            spark(),
            ConfigurationFile.parse(Files.readString(Path.of(file)), file).with(SMALL).resolved());
    String output = folder.resolve(name).toString();
    RunManifest manifest =
        new InverseDesignJob(context)
            .run(
                new DataOption.Table(SharedData.path(table).toString(), columns),
                Extrapolation.REJECTED,
                output);
    assertThat(manifest.data().rowsRead()).isGreaterThan(1000);
    List<Row> accepted =
        spark()
            .read()
            .parquet(output + "/candidates")
            .where("status = 'accepted'")
            .where(col("predicted").isNotNull())
            .collectAsList();
    List<Target> targets = context.settings().generation().targets();
    assertThat(accepted).hasSize(targets.size() * SAMPLES);
    double tolerance = tolerance(output, context.settings().properties().first().name());
    assertThat(accepted)
        .allSatisfy(
            row -> {
              Target target = Target.parse(row.getAs("wanted"), context.settings().properties());
              double missed = target.missedBy(new double[] {row.getAs("predicted")})[0];
              boolean isValue = target.goals().get(0).isValue();
              assertThat(missed).isLessThanOrEqualTo(isValue ? tolerance : 0);
            });
    return accepted;
  }

  /** The default: a share of the spread of the training rows. */
  private double tolerance(String output, String property) {
    return 0.002
        * spark()
            .read()
            .parquet(output + "/training_set")
            .where("split = 'train'")
            .agg(stddev_pop(property))
            .head()
            .getDouble(0);
  }
}
