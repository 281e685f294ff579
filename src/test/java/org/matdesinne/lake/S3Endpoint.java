package org.matdesinne.lake;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An S3 server on this machine: S3Proxy in a process of its own, over a folder. */
public final class S3Endpoint implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "matdesinne";

  private final Process process;
  private final URI address;

  private S3Endpoint(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server whose buckets are the folders in {@code folder}.
   *
   * @param buckets made if they are not there
   */
  public static S3Endpoint start(Path folder, String... buckets) throws Exception {
    for (String bucket : buckets) {
      Files.createDirectories(folder.resolve("data").resolve(bucket));
    }
    URI address = URI.create("http://127.0.0.1:" + freePort());
    Path settings = folder.resolve("s3proxy.conf");
    Files.write(
        settings,
        List.of(
            "s3proxy.endpoint=" + address,
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + KEY,
            "s3proxy.credential=" + KEY,
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + folder.resolve("data")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of("target/test-servers/s3proxy.jar").toAbsolutePath().toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    S3Endpoint endpoint = new S3Endpoint(process, address);
    endpoint.awaitListening(folder);
    return endpoint;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(Path folder) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        new Socket(address.getHost(), address.getPort()).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          close();
          throw new IOException(Files.readString(folder.resolve("s3proxy.log")), e);
        }
        Thread.sleep(100);
      }
    }
  }

  /** What Hadoop's S3A must know to reach it. */
  public Map<String, String> hadoopSettings() {
    return Map.of(
        "fs.s3a.endpoint",
        address.toString(),
        "fs.s3a.access.key",
        KEY,
        "fs.s3a.secret.key",
        KEY,
        "fs.s3a.path.style.access",
        "true",
        "fs.s3a.connection.ssl.enabled",
        "false");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
