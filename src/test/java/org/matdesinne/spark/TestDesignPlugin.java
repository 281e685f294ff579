package org.matdesinne.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import com.codahale.metrics.MetricRegistry;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.TableSchema;

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
    new GenerateJob(small.context()).run(small.inputs(), Extrapolation.REJECTED, output);
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

  @Test
  void theDriverAddsUpTheMemoryThatEachExecutorLastFound() throws Exception {
    MetricRegistry registry = new MetricRegistry();
    DriverPlugin driver = new DesignPlugin().driverPlugin();
    driver.init(sc(), new Metrics(registry));
    driver.receive(new DesignPlugin.Work("1", 16, 4, 0, 300));
    driver.receive(new DesignPlugin.Work("2", 16, 4, 0, 20));
    driver.receive(new DesignPlugin.Work("1", 16, 8, 0, 100));
    assertThat(registry.getGauges().get("device.memory").getValue()).isEqualTo(120.0);
    assertThat(registry.getMeters().get("candidates.drawn").getCount()).isEqualTo(48);

    sc().listenerBus().post(new SparkListenerExecutorRemoved(0, "1", "lost"));
    sc().listenerBus().waitUntilEmpty();
    assertThat(registry.getGauges().get("device.memory").getValue()).isEqualTo(20.0);
  }

  @Test
  void withoutADriverTheMemoryOfAGpuIsNotKnown() throws Exception {
    assertThat(DesignPlugin.memoryInUse(Device.cpu())).isZero();
    assumeThat(Path.of("/dev/nvidiactl")).doesNotExist();
    assertThat(DesignPlugin.memoryInUse(Device.gpu(0))).isNaN();

    MetricRegistry registry = new MetricRegistry();
    DriverPlugin driver = new DesignPlugin().driverPlugin();
    driver.init(sc(), new Metrics(registry));
    driver.receive(new DesignPlugin.Work("1", 16, 4, 0, 300));
    driver.receive(new DesignPlugin.Work("2", 16, 4, 0, Double.NaN));
    assertThat(registry.getGauges().get("device.memory").getValue()).isEqualTo(Double.NaN);
  }

  /** What a plugin needs of Spark to count. */
  private record Metrics(MetricRegistry metricRegistry) implements PluginContext {
    @Override
    public SparkConf conf() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String executorID() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String hostname() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, ResourceInformation> resources() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void send(Object message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object ask(Object message) {
      throw new UnsupportedOperationException();
    }
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
