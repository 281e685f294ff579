package org.matdesinne.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * A file published at a fixed address with a known checksum.
 *
 * @param address {@code https:}, {@code http:} or {@code file:}
 * @param sha256 in hexadecimal
 */
public record PublishedFile(String address, String sha256) {
  private static final int TIMEOUT_MILLISECONDS = 30_000;

  /** Checks the form of both. */
  public PublishedFile {
    if (!address.matches("(https?|file):\\S+")) {
      throw new InputException(
          "'%s' is not an address of a published file; allowed: https:, http: and file:", address);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new InputException(
          "'%s' is not the SHA-256 of %s; give 64 hexadecimal digits", sha256, address);
    }
  }

  static PublishedFile from(Section section) {
    return new PublishedFile(
        section.string("address"), section.string("sha256").toLowerCase(Locale.ROOT));
  }

  /**
   * The file in {@code cache}, downloaded unless it is there undamaged.
   *
   * @throws InputException when it cannot be had or is not the file it should be; nothing new is
   *     then kept
   */
  public Path fetch(Path cache) {
    String name = Path.of(URI.create(address).getPath()).getFileName().toString();
    Path cached = cache.resolve(sha256.substring(0, 16) + "-" + name);
    try {
      if (Files.exists(cached) && checksum(cached).equals(sha256)) {
        return cached;
      }
      Files.createDirectories(cache);
      Path part = Files.createTempFile(cache, name, ".part");
      try {
        download(part);
        check(part);
        return Files.move(part, cached, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new InputException(
          e,
          "cannot download %s: %s; download it elsewhere and give it with --x and --y",
          address,
          e);
    }
  }

  private void download(Path part) throws IOException {
    URLConnection connection = URI.create(address).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
    connection.setReadTimeout(TIMEOUT_MILLISECONDS);
    if (connection instanceof HttpURLConnection http
        && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("the server answers " + http.getResponseCode());
    }
    try (InputStream stream = connection.getInputStream()) {
      Files.copy(stream, part, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void check(Path part) throws IOException {
    String found = checksum(part);
    if (!found.equals(sha256)) {
      throw new InputException(
          "%s has SHA-256 %s, not %s: the file there was changed; nothing was kept",
          address, found, sha256);
    }
  }

  private static String checksum(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return DigestUtils.sha256Hex(stream);
    }
  }
}
