package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program as an oracle, in executors that are processes of their own. */
class ITOracle {
  private static final List<String> CLUSTER = List.of("--master", "local-cluster[2,1,1024]", "--");

  private final JobProcess jobs = JobProcess.here();
  @TempDir private Path folder;

  private Path configuration(String command) throws IOException {
    Files.copy(Path.of("src/test/resources/oracle/moody.py"), folder.resolve("moody.py"));
    return Files.writeString(
        folder.resolve("moody.conf"),
        """
        include classpath("conf/mos2.conf")
        name = moody
        design-space = null
        design-space.parameters = [
          { name = x,         unit = m, minimum = 0, maximum = 18, reference = 0, role = a, novelty-scale = 1 }
          { name = "y of it", unit = m, minimum = 0, maximum = 1,  reference = 0, role = a, novelty-scale = 1 }
        ]
        property { name = sum, unit = m, minimum = null }
        data { source = oracle, rows = 54, design = sobol, sampling = [{ weight = 1 }] }
        data.max-failed-fraction = 0.9
        oracle = null
        oracle { kind = external, files = [moody.py], seconds-per-point = 4, command = %s }
        """
            .formatted(command));
  }

  @Test
  void everyMoodOfAProgramCostsItsOwnPointsOnly() throws Exception {
    Path file = configuration("[python3, moody.py, \"" + folder + "\"]");
    Path output = folder.resolve("out");
    JobProcess.Finished finished = ingest(file, output);
    assertThat(finished.exitCode()).as(finished.messages()).isZero();
    assertThat(finished.messages())
        .contains("the oracle gave no label for point ")
        .containsPattern(
            "left out \\d+ of 54 points, for which the oracle gave no label \\(failed: \\d+,"
                + " not_converged: \\d+, retry: \\d+\\)");
    List<String> rows =
        jobs.run("show", output.resolve("training_set").toString(), "--format", "csv")
            .output()
            .lines()
            .skip(1)
            .toList();
    // The numbers of the moods in which the program gives a right sum, sooner or later. A Sobol
    // sequence of 54 points visits each of the 18 moods.
    assertThat(rows.stream().map(ITOracle::mood).distinct())
        .containsExactlyInAnyOrder(0, 1, 9, 10, 11, 13, 14);
    assertThat(rows)
        .allSatisfy(
            row -> {
              String[] cells = row.split(",", -1);
              assertThat(Double.parseDouble(cells[3]))
                  .isEqualTo(Double.parseDouble(cells[1]) + Double.parseDouble(cells[2]));
            });
    assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
        .noneMatch(info -> info.commandLine().orElse("").contains(folder.toString()));
  }

  private static int mood(String row) {
    return (int) Double.parseDouble(row.split(",", -1)[1]);
  }

  @Test
  void aProgramThatIsNotThereIsOneLineAndExitCode2() throws Exception {
    JobProcess.Finished finished =
        ingest(configuration("[no-such-program]"), folder.resolve("out"));
    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.messages().lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("the program of the oracle cannot be started: ", "no-such-program");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private JobProcess.Finished ingest(Path file, Path output) throws Exception {
    return jobs.run(
        "ingest",
        Stream.concat(
                CLUSTER.stream(),
                Stream.of("--config", file.toString(), "--output", output.toString()))
            .toArray(String[]::new));
  }
}
