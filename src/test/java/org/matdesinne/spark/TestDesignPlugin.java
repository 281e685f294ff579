package org.matdesinne.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.spark.GenerateJob.Extrapolation;

class TestDesignPlugin extends SparkSuite {
  @TempDir private Path folder;

  @Override
  public SparkConf conf() {
    return super.conf()
        .set("spark.plugins", DesignPlugin.class.getName())
        .set("spark.ui.enabled", "true")
        .set("spark.ui.port", "0")
        .set("spark.metrics.namespace", "matdesinne")
        .set(
            "spark.metrics.conf.*.sink.prometheusServlet.class",
            "org.apache.spark.metrics.sink.PrometheusServlet")
        .set("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus");
  }

  @Test
  void prometheusFindsWhatTasksDid() throws Exception {
    SmallModel small = SmallModel.in(folder, spark());
    Output output = Output.of(folder.resolve("run").toString());
    new GenerateJob(small.context())
        .run(small.model(), small.data(), Extrapolation.REJECTED, output);
    Row drawn =
        small
            .context()
            .table(TableSchema.CANDIDATES)
            .read(output.table(TableSchema.CANDIDATES))
            .selectExpr("count(*)", "sum(localization_steps)")
            .first();

    List<String> metrics = scrape().lines().filter(line -> line.contains("DesignPlugin")).toList();

    // Blocks are drawn as a whole: some candidates lie behind the last that was wanted.
    assertThat(value(metrics, "candidates_drawn_Count"))
        .isGreaterThanOrEqualTo((double) drawn.getLong(0));
    assertThat(value(metrics, "localization_steps_Count"))
        .isGreaterThanOrEqualTo((double) drawn.getLong(1));
    assertThat(value(metrics, "candidates_accepted_Count"))
        .isGreaterThanOrEqualTo(2 * SmallModel.SAMPLES);
    assertThat(value(metrics, "candidates_yield_Value")).isBetween(0.01, 1.0);
    assertThat(value(metrics, "device_memory_Value")).isZero();
  }

  private String scrape() throws Exception {
    URI address = URI.create(sc().uiWebUrl().get() + "/metrics/prometheus/");
    try (InputStream stream = address.toURL().openStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static double value(List<String> metrics, String name) {
    return metrics.stream()
        .filter(line -> line.contains(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + metrics));
  }
}
