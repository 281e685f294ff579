package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;

class TestDeviceCheckJob extends SparkSuite {

  /** The CPU stands in for the device: candidates are the same to the last bit. */
  @Test
  void theSameCandidatesAreMadeOnTheDeviceAndOnTheCpu() {
    JobContext context =
        JobContext.open(
            "test",
            ConfigurationFile.builtIn()
                .with("generation.targets", List.of(0.0, 0.5))
                .with("generation.block-size", 64)
                .resolved());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    boolean holds =
        new DeviceCheckJob(context)
            .run("mos2-pbe", new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(holds).isTrue();
    assertThat(
            printed.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("cpu")))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line.strip().split(" +"))
                    .contains("cpu()", "256", "100.00", "0", "yes"));
  }
}
