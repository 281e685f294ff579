package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user reads when something goes wrong, of real processes.
 *
 * <p>{@code -Ddouble.starts=50} starts drivers twice so often.
 */
class ITFailures {
  private static final int DOUBLE_STARTS = Integer.getInteger("double.starts", 1);
  private static final List<String> ONE_CORE = List.of("--master", "local[1]");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private static Path folder;
  private static SmallRun run;
  private static List<String> expected;

  private final UniformRandomProvider random = RandomSource.PHILOX_4X64.create(7L);

  @BeforeAll
  static void generateUndisturbed() throws Exception {
    run = SmallRun.train(folder);
    expected = run.candidates("generate", ONE_CORE, folder.resolve("undisturbed"));
  }

  private static JobProcess jobs() {
    return JobProcess.here().with("MATDESINNE_LOGS", folder.resolve("logs").toString());
  }

  private static String lastLine(JobProcess.Finished finished) {
    List<String> lines = finished.messages().lines().toList();
    return lines.get(lines.size() - 1);
  }

  @Test
  void ofDriversStartedTwiceOneGivesTheResultAndTheOthersEndWithALine() throws Exception {
    for (int k = 0; k < DOUBLE_STARTS; k++) {
      Path output = folder.resolve("twice-" + k);
      List<JobProcess.Running> drivers = new ArrayList<>();
      for (int driver = 0; driver < 2; driver++) {
        drivers.add(jobs().start("generate", run.arguments(ONE_CORE, output)));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(3000));
      }
      int done = 0;
      for (JobProcess.Running driver : drivers) {
        JobProcess.Finished finished = driver.await();
        if (finished.exitCode() == 0) {
          done++;
        } else {
          assertThat(finished.exitCode()).as(finished.messages()).isEqualTo(2);
          assertThat(lastLine(finished))
              .matches(
                  "error: another driver (\\(.*\\) has taken over|has finished) the run in .*; this"
                      + " one ends");
          assertThat(finished.messages()).doesNotContain("\tat ", "Caused by");
        }
      }
      assertThat(done).isPositive();
      assertThat(ParquetRows.candidates(output)).isEqualTo(expected);
    }
  }

  @Test
  void anInterruptedJobSaysHowToGoOnAndGoesOn() throws Exception {
    Path output = folder.resolve("interrupted");
    String[] arguments = run.arguments(ONE_CORE, output);
    JobProcess.Running job = jobs().start("generate", arguments);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(output.resolve("_driver")) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    // SIGTERM
    job.process().destroy();
    JobProcess.Finished finished = job.await();
    assertThat(finished.exitCode()).isEqualTo(143);
    assertThat(lastLine(finished))
        .startsWith(
            "interrupted: what is finished is kept; the same command goes on from there:"
                + " jobs/generate.sh --master local\\[1\\] -- ")
        .endsWith("--output " + output);
    assertThat(finished.messages()).doesNotContain("SparkContext", "\tat ", "error: ");
    assertThat(run.candidates("generate", ONE_CORE, output)).isEqualTo(expected);
  }

  /** What only the first job that writes something finds out. */
  @Test
  void whatSparkSaysOfAFailureStandsInTheLogFileThatTheLineNames() throws Exception {
    Path logs = folder.resolve("named-logs");
    Path output = folder.resolve("failed");
    List<String> broken =
        List.of(
            "--master",
            "local[1]",
            "--conf",
            "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version=7");
    JobProcess job = jobs().with("MATDESINNE_LOGS", logs.toString());
    JobProcess.Finished finished = job.run("generate", run.arguments(broken, output));
    assertThat(finished.exitCode()).as(finished.messages()).isEqualTo(1);
    assertThat(finished.messages().lines().count()).as(finished.messages()).isLessThanOrEqualTo(3);
    assertThat(lastLine(finished))
        .startsWith("error: the run failed: ")
        .contains("algorithm version");
    Path log = onlyFile(logs);
    assertThat(lastLine(finished)).endsWith(" (details: " + log + ")");
    assertThat(Files.readString(log)).contains("\tat ");

    JobProcess.Finished verbose = job.run("generate", run.arguments(broken, output, "--verbose"));
    assertThat(verbose.exitCode()).isEqualTo(1);
    assertThat(verbose.messages()).contains("\tat ");
    assertThat(lastLine(verbose)).startsWith("error: the run failed: ").doesNotContain("details");
  }

  @Test
  void aSparkThatDoesNotStartIsOneLine() throws Exception {
    for (String master : new String[] {"nowhere", "local[some]"}) {
      JobProcess.Finished finished =
          jobs().run("show", "--master", master, "--", folder.toString());
      assertThat(finished.exitCode()).as(finished.messages()).isEqualTo(2);
      assertThat(finished.messages()).startsWith("error: ").contains(master).hasLineCount(1);
    }
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void anOutputBelowAFileIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "precious");
    for (Path output : new Path[] {file, file.resolve("below")}) {
      JobProcess.Finished finished = jobs().run("generate", run.arguments(ONE_CORE, output));
      assertThat(finished.exitCode()).as(finished.messages()).isEqualTo(2);
      assertThat(finished.messages()).startsWith("error: ").contains("a-file").hasLineCount(1);
      assertThat(file).hasContent("precious");
    }
  }
}
