package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run on many kinds of Spark: its rows are always the same. */
class ITCluster {
  @TempDir private static Path folder;
  private static SmallRun run;
  private static SparkCluster cluster;
  private static List<String> expected;

  @BeforeAll
  static void drawOnOneCore() throws Exception {
    run = SmallRun.train(folder);
    expected =
        run.candidates("generate", List.of("--master", "local[1]"), folder.resolve("one-core"));
    assertThat(expected).hasSizeGreaterThanOrEqualTo(2 * 400);
    cluster = SparkCluster.start(folder.resolve("cluster"), 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  private void generate(String name, String... submit) throws Exception {
    assertThat(run.candidates("generate", List.of(submit), folder.resolve(name)))
        .isEqualTo(expected);
  }

  @Test
  void twoCores() throws Exception {
    generate("two-cores", "--master", "local[2]");
  }

  @Test
  void twoStandaloneWorkers() throws Exception {
    generate(
        "standalone",
        "--master",
        cluster.url(),
        "--executor-memory",
        "1g",
        "--executor-cores",
        "1");
  }

  @Test
  void aDriverOnTheCluster() throws Exception {
    generate(
        "cluster-mode",
        "--master",
        cluster.url(),
        "--deploy-mode",
        "cluster",
        "--driver-memory",
        "1g",
        "--executor-memory",
        "1g",
        "--executor-cores",
        "1",
        "--conf",
        "spark.standalone.submit.waitAppCompletion=true");
  }
}
