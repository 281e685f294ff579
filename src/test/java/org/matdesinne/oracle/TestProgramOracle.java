package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.oracle.Outcome.Status;

/** With a real program that has every mood in which programs are. */
@Timeout(120)
class TestProgramOracle {
  private static final Path PROGRAM = Path.of("src/test/resources/oracle/moody.py");
  private static final String PATIENT = "seconds-per-point = 30";
  private static final String IMPATIENT = "seconds-per-point = 4";

  @TempDir private Path folder;
  private final List<ProgramOracle> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(ProgramOracle::close);
  }

  private ProgramOracle oracle(String... changes) throws IOException {
    return open("command = [python3, moody.py, \"" + folder + "\"]", changes);
  }

  private ProgramOracle open(String command, String... changes) throws IOException {
    ProgramOracle oracle =
        new ProgramOracle(
            settings(command, changes),
            Map.of("moody.py", Files.readAllBytes(PROGRAM)),
            List.of("x", "y of it"),
            List.of("sum", "difference"));
    opened.add(oracle);
    return oracle;
  }

  private static ProgramSettings settings(String command, String... changes) {
    String text = "kind = external\n" + command + "\n" + String.join("\n", changes);
    return (ProgramSettings)
        Section.read(ConfigFactory.parseString(text), OracleSettings::from).calculation();
  }

  private static Outcome at(ProgramOracle oracle, double x) throws InterruptedException {
    return oracle.evaluate(new double[] {x, 0.1});
  }

  private static void assertWorks(ProgramOracle oracle) throws InterruptedException {
    Outcome outcome = at(oracle, 0.3);
    assertThat(outcome.message()).isEmpty();
    assertThat(outcome.status()).isEqualTo(Status.VALUE);
    assertThat(outcome.values()).containsExactly(0.3 + 0.1, 0.3 - 0.1);
  }

  @Test
  void valuesComeInTheOrderOfThePropertiesToTheLastBit() throws Exception {
    ProgramOracle oracle = oracle(PATIENT);
    for (double x : new double[] {0.1, 1e-300, 0.1 + 0.2, 1.7, -1e22}) {
      Outcome outcome = oracle.evaluate(new double[] {x, 0.7});
      assertThat(outcome.values()).containsExactly(x + 0.7, x - 0.7);
      assertThat(outcome.seconds()).isPositive();
    }
  }

  static Stream<Arguments> moods() {
    return Stream.of(
        Arguments.of(
            2,
            PATIENT,
            Status.RETRY,
            "it ended without an answer (exit code 3, standard error: segmentation is no fault of mine)"),
        Arguments.of(
            3,
            PATIENT,
            Status.RETRY,
            "it said something else than an answer: \"Welcome to version 7\""),
        Arguments.of(4, IMPATIENT, Status.RETRY, "it gave no answer within 4.0 s"),
        Arguments.of(
            5,
            IMPATIENT,
            Status.RETRY,
            "it gave no answer within 4.0 s but half a line: \"{\"id\": "),
        Arguments.of(6, PATIENT, Status.RETRY, "it ended in the middle of a line: \"{\"id\": "),
        Arguments.of(7, PATIENT, Status.NOT_CONVERGED, "50 cycles"),
        Arguments.of(8, PATIENT, Status.FAILED, "no such crystal"),
        Arguments.of(10, PATIENT, Status.FAILED, "its answer has no value for \"difference\""),
        Arguments.of(12, IMPATIENT, Status.RETRY, "it gave no answer within 4.0 s"),
        Arguments.of(
            15, PATIENT, Status.FAILED, "its answer has NaN, no finite number, for \"sum\""),
        Arguments.of(16, PATIENT, Status.RETRY, "it said something else than an answer: \"yyyy"),
        Arguments.of(17, PATIENT, Status.RETRY, "licence busy"));
  }

  @ParameterizedTest
  @MethodSource("moods")
  void aMoodCostsItsOwnPointOnly(int mood, String patience, Status status, String message)
      throws Exception {
    ProgramOracle oracle = oracle(patience);
    assertWorks(oracle);
    Outcome outcome = at(oracle, mood + 0.5);
    assertThat(outcome.message()).startsWith(message);
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.values()).isEmpty();
    assertWorks(oracle);
  }

  @Test
  void aSlowProgramIsWaitedFor() throws Exception {
    Outcome outcome = at(oracle(PATIENT), 1.5);
    assertThat(outcome.status()).isEqualTo(Status.VALUE);
    assertThat(outcome.seconds()).isGreaterThan(0.2);
  }

  @ParameterizedTest
  @CsvSource({"9.5, licence", "13.5, a signal"})
  void whatFailsOnceIsTriedAgain(double x, String what) throws Exception {
    Outcome outcome = at(oracle(PATIENT), x);
    assertThat(outcome.status()).as(what).isEqualTo(Status.VALUE);
    assertThat(outcome.values()).containsExactly(x + 0.1, x - 0.1);
  }

  @Test
  void withoutRetriesWhatFailsOnAFreshProcessIsNotTriedAgain() throws Exception {
    assertThat(at(oracle(PATIENT, "retries = 0"), 13.5).message())
        .isEqualTo("it ended without an answer (signal 9)");
  }

  @Test
  void aPointIsNotBlamedForThatBeforeIt() throws Exception {
    ProgramOracle oracle = oracle(PATIENT, "retries = 0");
    assertThat(at(oracle, 11.5).values()).containsExactly(11.6, 11.4);
    assertWorks(oracle);
    assertWorks(oracle);
  }

  @Test
  void theProgramRunsInACleanFolderOfItsOwnWithOneThread() throws Exception {
    ProgramOracle oracle = oracle(PATIENT);
    String[] first = at(oracle, 14.5).message().split(" ");
    assertThat(first[0]).isEqualTo("1");
    assertThat(first).hasSize(3).endsWith("moody.py");
    // The same process goes on in its folder, another begins with a clean one.
    assertThat(at(oracle, 14.6).message()).endsWith(first[1] + " moody.py scratch");
    at(oracle, 2.5);
    assertThat(Path.of(first[1])).doesNotExist();
    String[] second = at(oracle, 14.7).message().split(" ");
    assertThat(second).hasSize(3).endsWith("moody.py");
    oracle.close();
    assertThat(Path.of(second[1])).doesNotExist();
  }

  @Test
  void aProgramThatHangsIsEndedWithAllThatItStarted() throws Exception {
    at(oracle(IMPATIENT), 12.5);
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
        .noneMatch(info -> info.commandLine().orElse("").contains("sleep 600"));
  }

  @Test
  void aProgramThatIsNotThereIsOneError() throws IOException {
    ProgramOracle oracle = open("command = [no-such-program, x]");
    assertThatThrownBy(oracle::start)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the program of the oracle cannot be started: ")
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("name it by its full path in oracle.command");
  }

  @Test
  void aProgramThatNeverAnswersIsAnErrorBeforeAllPointsAreTried() throws Exception {
    ProgramOracle oracle = open("command = [python3, no-such-script.py]");
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                at(oracle, 0.5);
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "the program of the oracle, python3 no-such-script.py, has answered none of its first 10"
                + " points; at the last one it ended without an answer (exit code 2, standard error:")
        .hasMessageContaining("no-such-script.py");
  }

  @Test
  void aFileOfTheFolderMayBeTheProgramItself() throws Exception {
    String script =
        "#!/bin/sh\nread line\necho '{\"id\": 0, \"properties\": {\"sum\": 1, \"difference\": 2}}'\n";
    ProgramOracle oracle =
        new ProgramOracle(
            settings("command = [./it.sh]"),
            Map.of("it.sh", script.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            List.of("x", "y of it"),
            List.of("sum", "difference"));
    opened.add(oracle);
    assertThat(at(oracle, 0.5).values()).containsExactly(1, 2);
  }

  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        Arguments.of("command = []", "'command' is [] (String: 2); give the program and its"),
        Arguments.of("command = [x]\nfiles = [a/b, c/b]", "; give files, each of another name"),
        Arguments.of("command = [x]\nfiles = [a/]", "; give files, each of another name"),
        Arguments.of("command = [x]\nseconds-per-point = 0", "it must be above 0"),
        Arguments.of("command = [x]\nretries = -1", "allowed: 0 or more"),
        Arguments.of(
            "command = [x]\ntimeout = 3",
            "unknown configuration key 'timeout' (String: 3); known here: command, files, kind,"
                + " retries, seconds-per-point, truth"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void wrongSettingsAreErrors(String text, String message) {
    assertThatThrownBy(() -> settings(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
