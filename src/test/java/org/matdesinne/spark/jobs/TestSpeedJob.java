package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.report.SpeedReport;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;

class TestSpeedJob extends SparkSuite {
  @TempDir private static Path folder;
  private SmallModel small;

  @BeforeAll
  void train() {
    small = SmallModel.in(folder, spark());
  }

  private SpeedReport run(Optional<OriginalProgram> original, Path output) {
    return new SpeedJob(small.context())
        .run(
            small.model().tables(),
            Optional.of(small.data().tables()),
            Extrapolation.REJECTED,
            original,
            output.toString());
  }

  /** An interpreter that has "PyTorch", and runs programs of a shell. */
  private static String interpreter(int codeOfImport) throws IOException {
    Path file = folder.resolve("python-" + codeOfImport);
    Files.writeString(
        file,
        "#!/bin/sh\n[ $1 = -c ] && echo no module && exit " + codeOfImport + "\nexec sh \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private static String program(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aRunIsTimedBesideAnotherProgramAndLiesInItsOutput() throws IOException {
    // 200 steps of a candidate in 0.02 s.
    OriginalProgram original =
        new OriginalProgram(
            interpreter(0),
            program("fast.sh", "echo \"$1 threads, $3 candidates: 100.0 s per 100 Adam steps\"\n"));
    Path output = folder.resolve("timed");
    SpeedReport report = run(Optional.of(original), output);
    assertThat(report.figures())
        .containsEntry("accepted candidates", 2.0 * SmallModel.SAMPLES)
        .allSatisfy((what, value) -> assertThat(value).as(what).isPositive());
    assertThat(report.figures().get("original, candidates a second, 200 steps each"))
        .isCloseTo(50, within(1e-9));
    assertThat(report.ratios())
        .hasSize(5)
        .allSatisfy((what, value) -> assertThat(value).as(what).isPositive());
    assertThat(SpeedReport.parse(Files.readString(output.resolve("speed.json")))).isEqualTo(report);
    assertThat(Output.find(small.context().storage(), output.toString(), JobKind.GENERATE).tables())
        .isNotEmpty();
    assertThatThrownBy(() -> run(Optional.empty(), output))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds something already");
  }

  @Test
  void withoutPyTorchTheOtherProgramIsLeftOut() throws IOException {
    OriginalProgram original = new OriginalProgram(interpreter(1), "never-run.py");
    assertThat(original.obstacle())
        .hasValueSatisfying(why -> assertThat(why).contains("no module"));
    SpeedReport report = run(Optional.of(original), folder.resolve("alone"));
    assertThat(report.ratios()).hasSize(4);
    assertThat(new OriginalProgram("/no/such/python", "x.py").obstacle()).isPresent();
  }

  @Test
  void aProgramThatFailsOrSaysSomethingElseIsNamed() throws IOException {
    for (String text : new String[] {"echo 3 seconds", "echo half; exit 3"}) {
      OriginalProgram original = new OriginalProgram(interpreter(0), program("odd.sh", text));
      assertThatThrownBy(() -> original.secondsPerStep(1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("odd.sh ended with exit code");
    }
  }
}
