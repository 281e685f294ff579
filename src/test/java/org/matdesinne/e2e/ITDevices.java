package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.SharedData;

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
    return run(
        "devices",
        "local-cluster[2,2,1024]",
        List.of("spark.task.cpus=2", "spark.executor.cores=2", "spark.task.resource.gpu.amount=1"),
        options);
  }

  /** Carries out a job on executors that have one GPU each. */
  private JobProcess.Finished run(
      String job, String master, List<String> settings, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--master", master));
    Stream.concat(
            settings.stream(),
            Stream.of(
                "spark.executor.resource.gpu.amount=1",
                "spark.worker.resource.gpu.amount=1",
                "spark.worker.resource.gpu.discoveryScript=" + script))
        .forEach(setting -> arguments.addAll(List.of("--conf", setting)));
    arguments.add("--");
    arguments.addAll(List.of(options));
    return jobs.run(job, arguments.toArray(String[]::new));
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

  /** What Spark's event log says of a task: when it was sent off and how long it ran there. */
  private record Task(int stage, String executor, long start, long end) {
    static Task of(JsonNode event) {
      JsonNode task = event.get("Task Info");
      JsonNode metrics = event.get("Task Metrics");
      long start = task.get("Launch Time").asLong();
      return new Task(
          event.get("Stage ID").asInt(),
          task.get("Executor ID").asText(),
          start,
          start
              + metrics.get("Executor Deserialize Time").asLong()
              + metrics.get("Executor Run Time").asLong());
    }

    boolean isBeside(Task other) {
      return executor.equals(other.executor) && start < other.end && other.start < end;
    }
  }

  private List<JsonNode> events(Path log) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().endsWith(".crc")) {
          for (String line : Files.readAllLines(file)) {
            events.add(json.readTree(line));
          }
        }
      }
    }
    return events;
  }

  private static List<JsonNode> named(List<JsonNode> events, String name) {
    return events.stream()
        .filter(event -> event.path("Event").asText().equals("SparkListener" + name))
        .toList();
  }

  @Test
  void onlyOneTaskAtATimeHasAGpuAndAllOtherStagesHaveEveryCore() throws Exception {
    Path log = Files.createDirectory(folder.resolve("events"));
    JobProcess.Finished finished =
        run(
            "generate",
            "local-cluster[2,4,1024]",
            List.of(
                "spark.executor.cores=4",
                "spark.eventLog.enabled=true",
                "spark.eventLog.compress=false",
                "spark.eventLog.dir=" + log.toUri()),
            "--model",
            "mos2-pbe",
            "--device",
            "gpu-or-cpu",
            "--set",
            "generation.samples=100000",
            "--set",
            "generation.targets=[0]",
            "--output",
            folder.resolve("run").toString());
    assertThat(finished.exitCode()).as(finished.messages()).isZero();

    List<JsonNode> events = events(log);
    Set<Integer> onGpus =
        named(events, "StageSubmitted").stream()
            .map(event -> event.get("Stage Info"))
            .filter(stage -> stage.get("Resource Profile Id").asInt() != 0)
            .map(stage -> stage.get("Stage ID").asInt())
            .collect(Collectors.toSet());
    List<Task> tasks = named(events, "TaskEnd").stream().map(Task::of).toList();
    List<Task> computing = tasks.stream().filter(task -> onGpus.contains(task.stage)).toList();
    List<Task> others = tasks.stream().filter(task -> !onGpus.contains(task.stage)).toList();
    // More than there are executors: one of them has two or more.
    assertThat(computing).hasSizeGreaterThan(2);
    assertThat(computing)
        .allSatisfy(task -> assertThat(computing).filteredOn(task::isBeside).containsExactly(task));
    assertThat(others)
        .anySatisfy(task -> assertThat(others).filteredOn(task::isBeside).hasSizeGreaterThan(2));
  }

  private static int check(Path messages, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("deploy/gpu/check.sh").toAbsolutePath().toString());
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void aMachineIsCheckedWithTheCpuInThePlaceOfTheGpu() throws Exception {
    Path said = folder.resolve("said");
    Path output = folder.resolve("checked");
    int code =
        check(
            said,
            "--device",
            "cpu",
            "--seconds",
            "3",
            "--samples",
            "100",
            "--vectors",
            SharedData.path("golden/flows-2021").toString(),
            "--output",
            output.toString());
    assertThat(code).as(Files.readString(said)).isZero();
    JsonNode found = new ObjectMapper().readTree(output.resolve("check.json").toFile());
    assertThat(found.get("steps"))
        .hasSize(4)
        .allSatisfy(step -> assertThat(step.get("holds").asBoolean()).isTrue());
    assertThat(found.at("/devices/devices/0/device").asText()).isEqualTo("cpu()");
    assertThat(found.at("/vectors/vectors")).hasSize(3);
    assertThat(found.at("/work/candidates/1/agreement/sameStatus").asInt()).isEqualTo(4096);
    assertThat(found.at("/work/load/rates/0/drawn").asDouble()).isPositive();
    assertThat(found.at("/speed/figures/accepted candidates").asInt()).isEqualTo(300);
    assertThat(Files.readString(said)).contains("a whole run  ").contains("candidates a second");
  }

  @Test
  void aStepThatDoesNotHoldIsNamedAndTheCheckFails() throws Exception {
    Path said = folder.resolve("said");
    Path output = folder.resolve("checked");
    Path pytorch = Files.createDirectory(folder.resolve("pytorch"));
    Files.createFile(pytorch.resolve("libtorch.so"));
    int code =
        check(
            said,
            "--device",
            "cpu",
            "--pytorch",
            pytorch.toString(),
            "--seconds",
            "1",
            "--samples",
            "1",
            "--output",
            output.toString());
    assertThat(code).as(Files.readString(said)).isEqualTo(1);
    JsonNode found = new ObjectMapper().readTree(output.resolve("check.json").toFile());
    assertThat(found.get("steps"))
        .allSatisfy(step -> assertThat(step.get("holds").asBoolean()).isFalse());
    assertThat(Files.readString(said)).contains("cannot be loaded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--device tpu | --device is 'tpu'; allowed: gpu, cpu",
        "--seconds 0  | --seconds is '0'; allowed",
        "--samples x  | --samples is 'x'; allowed",
        "--depth 3    | unknown option --depth",
        "--device gpu | name an installed PyTorch for CUDA with --pytorch",
        "--pytorch /  | --pytorch / holds no libtorch.so",
      })
  void wrongOptionsOfTheCheckAreErrors(String options, String message) throws Exception {
    Path said = folder.resolve("said");
    assertThat(check(said, options.split(" ", -1))).isEqualTo(2);
    assertThat(Files.readString(said)).startsWith("error: ").contains(message);
  }
}
