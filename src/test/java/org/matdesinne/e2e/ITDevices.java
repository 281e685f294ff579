package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that Spark hands out to executors; here by a script that makes them up. */
class ITDevices {
  @TempDir private Path folder;
  private Path script;

  private final JobProcess jobs = JobProcess.here();

  /** Each worker that asks is told of a GPU of its own: 4, 5, … */
  @BeforeEach
  void writeDiscoveryScript() throws IOException {
    script = folder.resolve("discover.sh");
    Files.writeString(
        script,
        """
        #!/bin/bash
        exec 9> %1$s/lock
        flock 9
        echo x >> %1$s/asked
        echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$((3 + $(wc -l < %1$s/asked)))\\"]}"
        """
            .formatted(folder));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private JobProcess.Finished devices(String... options) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--master",
                "local-cluster[2,2,1024]",
                "--conf",
                "spark.task.cpus=2",
                "--conf",
                "spark.executor.cores=2",
                "--conf",
                "spark.executor.resource.gpu.amount=1",
                "--conf",
                "spark.task.resource.gpu.amount=1",
                "--conf",
                "spark.worker.resource.gpu.amount=1",
                "--conf",
                "spark.worker.resource.gpu.discoveryScript=" + script,
                "--"));
    arguments.addAll(List.of(options));
    return jobs.run("devices", arguments.toArray(String[]::new));
  }

  @Test
  void eachExecutorReportsTheGpuThatItWasGiven() throws Exception {
    JobProcess.Finished finished = devices("--device", "gpu-or-cpu");
    assertThat(finished.exitCode()).as(finished.messages()).isZero();
    assertThat(finished.output().lines().skip(2))
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsPattern("gpu 4 +cpu\\(\\) +gpu\\(4\\) \\(assigned by Spark\\)"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsPattern("gpu 5 +cpu\\(\\) +gpu\\(5\\) \\(assigned by Spark\\)"))
        .allSatisfy(line -> assertThat(line).contains("gpu-or-cpu allows the CPU"));
  }

  @Test
  void aGpuThatDoesNotWorkIsAFailureUnlessTheCpuIsAllowed() throws Exception {
    JobProcess.Finished finished = devices();
    assertThat(finished.exitCode()).as(finished.messages()).isEqualTo(1);
    assertThat(finished.output()).containsPattern("gpu 4 +none +gpu\\(4\\) .* does not work: ");
  }
}
