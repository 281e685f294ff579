package org.matdesinne.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A job started as a user starts it: its script, in a process of its own.
 *
 * @param checkout root of the checkout whose script runs
 * @param workingFolder the folder that the user stands in
 * @param environment variables beside this process's own, of which those of Spark are left out
 */
record JobProcess(Path checkout, Path workingFolder, Map<String, String> environment) {
  private static final long MINUTES = 10;

  /** What the JVM says to spark-submit's own options. */
  private static final String JVM_OF_SPARK_4 =
      "WARNING: Using incubator modules: jdk.incubator.vector\n";

  /**
   * What a process left behind.
   *
   * @param output standard output
   * @param messages standard error
   */
  record Finished(int exitCode, String output, String messages) {}

  /** Jobs of this checkout, started from its root, with the Spark that the launcher assembles. */
  static JobProcess here() {
    Path root = Path.of("").toAbsolutePath();
    return new JobProcess(root, root, Map.of());
  }

  /** The application's jar as the build of this checkout left it. */
  static Path applicationJar() throws IOException {
    String name = onSpark4() ? "-app-spark-4.jar" : "-app.jar";
    try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
      return files.filter(file -> file.toString().endsWith(name)).findAny().orElseThrow();
    }
  }

  /** The Spark that the launcher assembles in this checkout. */
  static Path sparkHome() {
    return Path.of(onSpark4() ? "target/spark-4" : "target/spark").toAbsolutePath();
  }

  private static boolean onSpark4() {
    return "4".equals(System.getenv("MATDESINNE_SPARK"));
  }

  JobProcess with(String variable, String value) {
    return with(Map.of(variable, value));
  }

  JobProcess with(Map<String, String> variables) {
    Map<String, String> extended = new TreeMap<>(environment);
    extended.putAll(variables);
    return new JobProcess(checkout, workingFolder, extended);
  }

  /** Starts {@code jobs/<job>.sh} and waits for its end. */
  Finished run(String job, String... arguments) throws IOException, InterruptedException {
    return start(job, arguments).await();
  }

  /** Starts {@code jobs/<job>.sh}. */
  Running start(String job, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(checkout.resolve("jobs/" + job + ".sh").toString());
    command.addAll(List.of(arguments));
    // Files rather than pipes: no reader thread is needed, and none can block the job.
    Path output = Files.createTempFile("job", ".out");
    Path messages = Files.createTempFile("job", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingFolder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile());
    // What build or developer settled on for Spark is not what a new user has.
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().putAll(environment);
    return new Running(builder.start(), output, messages);
  }

  /**
   * A job that runs.
   *
   * @param process the launcher, which becomes Spark's driver
   * @param output file of its standard output
   * @param messages file of its standard error
   */
  record Running(Process process, Path output, Path messages) {

    /** Waits for its end. */
    Finished await() throws IOException, InterruptedException {
      try {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          kill();
          throw new AssertionError(
              process.info().commandLine() + " still ran; so far: " + Files.readString(messages));
        }
        return new Finished(
            process.exitValue(),
            Files.readString(output),
            Files.readString(messages).replace(JVM_OF_SPARK_4, ""));
      } finally {
        Files.delete(output);
        Files.delete(messages);
      }
    }

    /** Kills it, and what it has started, without a chance to tidy up. */
    void kill() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
