package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of Spark that the launcher archives for drivers whose tasks are in their process. */
class ITClassArchive {
  private static final String ARCHIVED = "source: shared objects file";

  @TempDir private Path folder;
  private static JobProcess.Finished shown;

  @BeforeAll
  static void showATable() throws Exception {
    shown = show(JobProcess.here(), "-Dnothing=special");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.output()).isNotEmpty();
  }

  private static JobProcess.Finished show(JobProcess jobs, String javaOptions) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--driver-java-options", javaOptions, "--"));
    arguments.addAll(List.of("src/test/resources/tables/v1/blocks", "--format", "csv"));
    return jobs.run("show", arguments.toArray(String[]::new));
  }

  /** Where the driver's Spark came from. */
  private String sourceOfSpark(JobProcess jobs) throws Exception {
    Path loaded = folder.resolve("loaded");
    JobProcess.Finished again = show(jobs, "-Xlog:class+load:file=" + loaded);
    assertThat(again.output()).isEqualTo(shown.output());
    return line(loaded, " org.apache.spark.SparkContext ");
  }

  private static String line(Path log, String word) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(word))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDriverFindsItsClassesThere() throws Exception {
    assertThat(sourceOfSpark(JobProcess.here())).contains(ARCHIVED);
  }

  @Test
  void nothingIsSaidOfAnArchiveThatDoesNotFit() throws Exception {
    // Another class path than that of the archive.
    JobProcess jobs = JobProcess.here().with("SPARK_CONF_DIR", folder.toString());
    assertThat(sourceOfSpark(jobs)).doesNotContain(ARCHIVED).contains("/jars/spark-core_");
  }

  @Test
  void flightRecorderAndAgentsMayAskForEveryArchivedClass() throws Exception {
    String recorder = "-XX:StartFlightRecording=filename=" + folder.resolve("driver.jfr");
    String agent = "-javaagent:" + JobProcess.applicationJar() + "=somebody";
    for (String option : List.of(recorder, agent)) {
      assertThat(show(JobProcess.here(), option).exitCode()).as(option).isZero();
    }
  }
}
