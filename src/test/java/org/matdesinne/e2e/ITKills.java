package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die without a word, in the middle of a sweep of four units. */
@Tag("long")
class ITKills {
  private static final int EXECUTOR_KILLS = 10;

  /** Each is expected to meet several executors. */
  private static final int SWEEPS = 10;

  private static final int DRIVER_KILLS = 3;

  /** Processor time that an executor takes before its first task. */
  private static final Duration STARTING = Duration.ofSeconds(6);

  /** Longer than any sweep, or its first units, should take. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private static Path folder;
  private static SmallRun run;
  private static SparkCluster cluster;
  private static List<String> expected;

  private final JobProcess jobs = JobProcess.here();
  private final UniformRandomProvider random = RandomSource.PHILOX_4X64.create(2021L);

  @BeforeAll
  static void sweepUndisturbed() throws Exception {
    run = SmallRun.train(folder);
    expected =
        run.candidates("sweep", List.of("--master", "local[2]"), folder.resolve("undisturbed"));
    cluster = SparkCluster.start(folder.resolve("cluster"), 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void killedExecutorsChangeNothing() throws Exception {
    int killed = 0;
    for (int attempt = 0; killed < EXECUTOR_KILLS; attempt++) {
      assertThat(attempt).as("sweeps in which %s executors were killed", killed).isLessThan(SWEEPS);
      Path output = folder.resolve("executors" + attempt);
      JobProcess.Running sweep =
          jobs.start(
              "sweep",
              run.arguments(
                  List.of(
                      "--master",
                      cluster.url(),
                      "--executor-memory",
                      "1g",
                      "--executor-cores",
                      "1",
                      // A task may be met by chance more often than by faults.
                      "--conf",
                      "spark.task.maxFailures=20"),
                  output));
      killed += killExecutors(sweep.process(), output, EXECUTOR_KILLS - killed);
      assertThat(SmallRun.candidates(sweep, output)).isEqualTo(expected);
    }
  }

  /** Kills one executor after another while the job draws; returns how many. */
  private int killExecutors(Process job, Path output, int most) throws InterruptedException {
    int killed = 0;
    Instant end = Instant.now().plus(PATIENCE);
    while (killed < most
        && Instant.now().isBefore(end)
        && !job.waitFor(500 + random.nextInt(2500), TimeUnit.MILLISECONDS)) {
      // One that has only just been started has nothing to lose yet.
      List<ProcessHandle> executors =
          cluster.executors().stream().filter(ITKills::hasWorked).toList();
      if (Files.exists(output) && !executors.isEmpty()) {
        executors.get(random.nextInt(executors.size())).destroyForcibly();
        killed++;
      }
    }
    return killed;
  }

  private static boolean hasWorked(ProcessHandle executor) {
    return executor.info().totalCpuDuration().orElseThrow().compareTo(STARTING) > 0;
  }

  @Test
  void aKilledDriverGoesOnWhereItWas() throws Exception {
    Path output = folder.resolve("driver");
    String[] arguments = run.arguments(List.of("--master", "local[2]"), output);
    List<Map<Path, FileTime>> finishedUnits = new ArrayList<>();
    for (int kill = 0; kill < DRIVER_KILLS; kill++) {
      JobProcess.Running sweep = jobs.start("sweep", arguments);
      // Each time it gets one unit further, and is met in the middle of the next.
      Instant end = Instant.now().plus(PATIENCE);
      while (sweep.process().isAlive()
          && manifests(output).size() < kill + 1
          && Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
      assertThat(manifests(output)).hasSizeGreaterThan(kill);
      Thread.sleep(random.nextInt(1500));
      sweep.kill();
      assertThat(sweep.await().exitCode()).isNotZero();
      finishedUnits.add(manifests(output));
    }
    assertThat(run.candidates("sweep", List.of("--master", "local[2]"), output, "--resume"))
        .isEqualTo(expected);
    for (Map<Path, FileTime> before : finishedUnits) {
      assertThat(manifests(output)).containsAllEntriesOf(before);
    }
  }

  /** Units that have been finished; the job makes and deletes other files meanwhile. */
  private static Map<Path, FileTime> manifests(Path output) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    if (Files.exists(output)) {
      Files.walkFileTree(
          output,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.endsWith("_manifest.json")) {
                times.put(file, attributes.lastModifiedTime());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return times;
  }
}
