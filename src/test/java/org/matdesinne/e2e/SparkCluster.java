package org.matdesinne.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A standalone cluster on this machine: a master and workers of the assembled Spark. */
final class SparkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.1";
  private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

  private final Path folder;
  private final int port;
  private final int uiPort;
  private final List<Process> processes = new ArrayList<>();

  private SparkCluster(Path folder) throws IOException {
    this.folder = folder;
    port = freePort();
    uiPort = freePort();
  }

  /**
   * Starts a master and workers of one core each, and waits until they know each other.
   *
   * @param folder for logs and the workers' folders
   */
  static SparkCluster start(Path folder, int workers) throws Exception {
    SparkCluster cluster = new SparkCluster(Files.createDirectories(folder));
    cluster.launch(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(cluster.port),
        "--webui-port",
        Integer.toString(cluster.uiPort));
    for (int k = 0; k < workers; k++) {
      cluster.launch(
          "worker" + k,
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          HOST,
          "--webui-port",
          "0",
          "--cores",
          // One for an executor; the other for a driver in cluster mode.
          "2",
          "--memory",
          "4g",
          "--work-dir",
          folder.resolve("work" + k).toString(),
          cluster.url());
    }
    cluster.await(workers);
    return cluster;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void launch(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JobProcess.sparkHome().resolve("bin/spark-class").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SPARK_"));
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
    processes.add(builder.start());
  }

  private void await(int workers) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (aliveWorkers() < workers) {
      if (Instant.now().isAfter(end) || !processes.stream().allMatch(Process::isAlive)) {
        close();
        throw new AssertionError(Files.readString(folder.resolve("master.log")));
      }
      Thread.sleep(200);
    }
  }

  private int aliveWorkers() {
    URI state = URI.create("http://" + HOST + ":" + uiPort + "/json/");
    try (InputStream stream = state.toURL().openStream()) {
      return new ObjectMapper().readTree(stream).get("aliveworkers").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What {@code --master} is told. */
  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** The processes of executors that live now. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(SparkCluster::isExecutor)
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(Stream::of)
        .orElse(Stream.empty())
        .anyMatch(EXECUTOR::equals);
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
