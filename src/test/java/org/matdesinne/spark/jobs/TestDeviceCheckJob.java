package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.SharedData;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.DesignTask;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.JobContext;

/** The CPU stands in for the device. */
class TestDeviceCheckJob extends SparkSuite {
  @TempDir private Path folder;

  private static JobContext context() {
    return JobContext.open(
        "test",
        ConfigurationFile.builtIn()
            .with("generation.targets", List.of(0.0, 0.5))
            .with("generation.block-size", 64)
            .resolved());
  }

  private static DesignTask task(JobContext context) {
    return new GenerateJob(context).task(DesignInputs.load(context, "mos2-pbe", Optional.empty()));
  }

  @Test
  void theSameCandidatesAreMadeOnTheDeviceAndOnTheCpu() {
    JobContext context = context();
    DeviceCheckJob job = new DeviceCheckJob(context);
    List<DeviceCheckJob.Compared> found = job.run(task(context));
    assertThat(found)
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.holds()).isTrue();
              assertThat(each.agreement().draws()).isEqualTo(256);
              assertThat(each.agreement().sameStatus()).isEqualTo(256);
              assertThat(each.cpuSeconds()).isPositive();
            });
    assertThat(job.render(found).lines().filter(line -> line.contains("cpu")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.strip().split(" +")).contains("256", "100.00", "yes"));
  }

  @Test
  void publishedNetworksGiveWhatTheyGaveInTheOriginal() {
    String published = SharedData.path("golden/flows-2021").toString();
    List<VectorCheckJob.Compared> found = new VectorCheckJob(context()).run(published);
    assertThat(found)
        .extracting(VectorCheckJob.Compared::network)
        .containsExactly("cinn", "inn-backward", "inn-forward");
    assertThat(found).allSatisfy(each -> assertThat(each.holds()).isTrue());
    assertThat(VectorCheckJob.render(found)).contains("inn-forward").contains("cpu()");
  }

  @Test
  void aFolderWithoutVectorsIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> new VectorCheckJob(context()).run(folder.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--vectors " + folder)
        .hasMessageContaining("NAME.vectors.safetensors");
  }

  @Test
  void aDeviceAtWorkTellsItsSpeedAndItsMemory() {
    JobContext context = context();
    DeviceLoadJob job = new DeviceLoadJob(context);
    DeviceLoadJob.Load load = job.run(task(context), 4);
    assertThat(load.rates()).hasSize(2);
    assertThat(load.rates())
        .allSatisfy(
            rate -> {
              assertThat(rate.batch()).isEqualTo(64);
              assertThat(rate.accepted()).isPositive();
              // The part cannot be slower than the whole.
              assertThat(rate.drawn()).isGreaterThan(rate.accepted());
              assertThat(rate.localized()).isGreaterThan(rate.accepted());
            });
    assertThat(load.memoryBefore()).isGreaterThan(1 << 26);
    assertThat(job.render(load)).contains("cpu()").contains("MiB before");
  }
}
