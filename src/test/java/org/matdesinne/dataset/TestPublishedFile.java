package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;

class TestPublishedFile {
  private static final byte[] CONTENT = "3.16,0\n".getBytes(StandardCharsets.UTF_8);
  private static final String SHA_256 = DigestUtils.sha256Hex(CONTENT);

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  @TempDir private Path folder;
  private Path cache;

  @BeforeEach
  void serve() throws IOException {
    cache = folder.resolve("cache");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/data/",
        exchange -> {
          requests.incrementAndGet();
          boolean known = exchange.getRequestURI().getPath().endsWith("/data_x.csv");
          byte[] body = known ? CONTENT : new byte[0];
          exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aFileIsDownloadedOnceAndThenTakenFromTheCache() {
    PublishedFile file = new PublishedFile(address("data_x.csv"), SHA_256);
    Path first = file.fetch(cache);
    assertThat(first).hasBinaryContent(CONTENT);
    assertThat(file.fetch(cache)).isEqualTo(first);
    assertThat(requests).hasValue(1);
    assertThat(cache).isDirectoryContaining(path -> path.equals(first));
  }

  @Test
  void aDamagedFileInTheCacheIsDownloadedAgain() throws IOException {
    PublishedFile file = new PublishedFile(address("data_x.csv"), SHA_256);
    Path cached = file.fetch(cache);
    Files.writeString(cached, "damaged");
    assertThat(file.fetch(cache)).isEqualTo(cached).hasBinaryContent(CONTENT);
  }

  @Test
  void fileAddressesWork() throws IOException {
    Path original = Files.write(folder.resolve("data_x.csv"), CONTENT);
    PublishedFile file = new PublishedFile(original.toUri().toString(), SHA_256);
    assertThat(file.fetch(cache)).hasBinaryContent(CONTENT);
  }

  @Test
  void anotherContentIsAnErrorWithBothSumsAndNothingIsKept() {
    String expected = DigestUtils.sha256Hex("another");
    PublishedFile file = new PublishedFile(address("data_x.csv"), expected);
    assertThatThrownBy(() -> file.fetch(cache))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s has SHA-256 %s, not %s: the file there was changed; nothing was kept",
            address("data_x.csv"), SHA_256, expected);
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void aMissingFileIsAnErrorAndNothingIsKept() {
    PublishedFile file = new PublishedFile(address("data_z.csv"), SHA_256);
    assertThatThrownBy(() -> file.fetch(cache))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot download " + address("data_z.csv"))
        .hasMessageContaining("404")
        .hasMessageEndingWith("download it elsewhere and give it with --x and --y");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void anUnreachableServerIsAnErrorThatSaysWhatToDo() {
    PublishedFile file = new PublishedFile(address("data_x.csv"), SHA_256);
    server.stop(0);
    assertThatThrownBy(() -> file.fetch(cache))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Connection refused")
        .hasMessageEndingWith("download it elsewhere and give it with --x and --y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data_x.csv", "ftp://host/data_x.csv", "https:", "http://host/a b"})
  void otherAddressesAreRejected(String address) {
    assertThatThrownBy(() -> new PublishedFile(address, SHA_256))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "'%s' is not an address of a published file; allowed: https:, http: and file:",
            address);
  }

  @Test
  void aChecksumOfAnotherFormIsRejected() {
    assertThatThrownBy(() -> new PublishedFile(address("data_x.csv"), "9e10afe2"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "'9e10afe2' is not the SHA-256 of %s; give 64 hexadecimal digits",
            address("data_x.csv"));
  }

  private String address(String file) {
    InetSocketAddress at = server.getAddress();
    return "http://" + at.getHostString() + ":" + at.getPort() + "/data/" + file;
  }
}
