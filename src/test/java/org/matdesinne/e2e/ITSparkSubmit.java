package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.SharedData;

/**
 * The jobs through the launcher, its assembled Spark and, where they compute, executors that are
 * processes of their own.
 */
class ITSparkSubmit {
  private static final List<String> CLUSTER = List.of("--master", "local-cluster[2,1,1024]", "--");

  private final JobProcess jobs = JobProcess.here();
  @TempDir private Path folder;

  /** In a fresh clone the launcher first assembles a Spark, and says so. */
  @BeforeAll
  static void assembleSpark() throws Exception {
    assertThat(JobProcess.here().run("show", "--version").exitCode()).isZero();
  }

  @Test
  void helpIsWhatWasAskedFor() throws Exception {
    JobProcess.Finished finished = jobs.run("show", "--help");

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.output()).contains("Usage: matdesinne show");
  }

  @Test
  void versionNamesTheCode() throws Exception {
    JobProcess.Finished finished = jobs.run("show", "--version");

    assertThat(finished.exitCode()).isZero();
    assertThat(finished.output()).matches("matdesinne \\d+\\.\\d+\\.\\d+\\S*\\+\\w+\\S*\\n");
  }

  @Test
  void wrongUseIsOneLineAndExitCode2() throws Exception {
    JobProcess.Finished finished = jobs.run("show", "--formatt", "csv", "somewhere");

    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.output()).isEmpty();
    assertThat(finished.messages()).startsWith("error: ").contains("--formatt").hasLineCount(1);
  }

  @Test
  void badInputIsOneLineAndExitCode2() throws Exception {
    Path absent = folder.resolve("absent");

    JobProcess.Finished finished = jobs.run("show", absent.toString());

    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.output()).isEmpty();
    assertThat(finished.messages()).startsWith("error: ").contains("absent").hasLineCount(1);
  }

  @Test
  void publishedDataAreIngestedAndShown() throws Exception {
    Path published = SharedData.path("datasets/mos2-pbe-2021");

    JobProcess.Finished ingest =
        onCluster(
            "ingest",
            "--x",
            published.resolve("data_x.csv").toString(),
            "--y",
            published.resolve("data_y.csv").toString(),
            "--output",
            folder.toString());
    assertThat(ingest.exitCode()).as(ingest.messages()).isZero();
    assertThat(ingest.output()).isEmpty();

    List<String> table = show("training_set");
    assertThat(table.get(0)).startsWith("row_id,a,b,c,alpha,beta,gamma,field,band_gap,");
    assertThat(table).hasSize(1 + 9715);
  }

  @Test
  void candidatesAreDesignedByExecutorProcesses() throws Exception {
    // Near what the data are rich in: so little training reaches it in a few hundred draws.
    List<String> targets = List.of("0", "0.5");
    int samples = 20;

    JobProcess.Finished finished =
        onCluster(
            "inverse-design",
            "--quick",
            "--rows",
            "600",
            "--targets",
            String.join(",", targets),
            "--samples",
            Integer.toString(samples),
            "--set",
            "networks.cinn.training.epochs=20",
            "--set",
            "networks.dense.training.batch=50",
            "--set",
            "data.validation-fraction=0.2",
            "--set",
            "generation.abstention=null",
            "--set",
            "generation.window=0.5",
            "--set",
            "generation.block-size=256",
            "--set",
            "generation.max-draws=20000",
            "--set",
            "benchmark.oracle-sample=10",
            "--output",
            folder.toString());
    assertThat(finished.exitCode()).as(finished.messages()).isZero();

    long accepted = show("candidates").stream().filter(row -> row.contains(",accepted,")).count();
    assertThat(accepted).as(finished.messages()).isEqualTo((long) targets.size() * samples);
    assertThat(show("metrics")).hasSizeGreaterThan(targets.size());
    assertThat(folder.resolve("_manifest.json")).exists();
  }

  private JobProcess.Finished onCluster(String job, String... options) throws Exception {
    return jobs.run(
        job, Stream.concat(CLUSTER.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private List<String> show(String table) throws Exception {
    JobProcess.Finished finished =
        jobs.run("show", folder.resolve(table).toString(), "--format", "csv", "--limit", "1000000");
    assertThat(finished.exitCode()).as(finished.messages()).isZero();
    return finished.output().lines().toList();
  }
}
