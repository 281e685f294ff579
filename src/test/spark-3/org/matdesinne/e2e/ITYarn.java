package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same run, with resources from YARN. */
class ITYarn {
  @TempDir private static Path folder;
  private static SmallRun run;
  private static YarnCluster cluster;
  private static List<String> expected;

  @BeforeAll
  static void drawWithoutYarn() throws Exception {
    run = SmallRun.train(folder);
    expected = run.candidates("generate", List.of("--master", "local[2]"), folder.resolve("local"));
    cluster = YarnCluster.start(folder.resolve("yarn"));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  private void generate(String deployMode) throws Exception {
    Path output = folder.resolve(deployMode);
    JobProcess jobs = JobProcess.here().with(cluster.environment());
    List<String> submit =
        List.of(
            "--master",
            "yarn",
            "--deploy-mode",
            deployMode,
            "--driver-memory",
            "1g",
            "--executor-memory",
            "1g",
            "--num-executors",
            "2",
            "--conf",
            "spark.yarn.stagingDir=" + folder.resolve("staging"),
            "--conf",
            "spark.yarn.jars=" + YarnCluster.localJars());
    assertThat(SmallRun.candidates(jobs.start("generate", run.arguments(submit, output)), output))
        .isEqualTo(expected);
  }

  @Test
  void executorsOnYarn() throws Exception {
    generate("client");
  }

  @Test
  void driverOnYarnToo() throws Exception {
    generate("cluster");
  }
}
