package org.matdesinne.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.matdesinne.config.InputException;

/** Small files on whatever file system a URI names. */
public final class Storage {
  private final Configuration configuration;

  Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  private interface Action<T> {
    T on(FileSystem files, Path path) throws IOException;
  }

  private <T> T at(String uri, Action<T> action) {
    Path path = new Path(uri);
    try {
      return action.on(path.getFileSystem(configuration), path);
    } catch (UnsupportedFileSystemException e) {
      throw new InputException(e, "%s: Spark has no file system of this kind", uri);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + uri + ": " + e.getMessage(), e);
    }
  }

  /** {@code uri} with scheme and without relative parts. */
  String qualified(String uri) {
    return at(uri, (files, path) -> files.makeQualified(path).toString());
  }

  boolean exists(String uri) {
    return at(uri, FileSystem::exists);
  }

  /** Whether {@code uri} is absent or an empty folder. */
  boolean isFree(String uri) {
    return at(uri, (files, path) -> !files.exists(path) || files.listStatus(path).length == 0);
  }

  void delete(String uri) {
    at(uri, (files, path) -> files.delete(path, true));
  }

  /** Names of the folders in {@code uri}, in order. */
  List<String> folders(String uri) {
    return at(
        uri,
        (files, path) -> {
          List<String> names = new ArrayList<>();
          if (files.exists(path)) {
            for (FileStatus status : files.listStatus(path)) {
              if (status.isDirectory()) {
                names.add(status.getPath().getName());
              }
            }
          }
          names.sort(null);
          return names;
        });
  }

  /**
   * Opens a file.
   *
   * @throws InputException when there is none
   */
  InputStream open(String uri) {
    return at(
        uri,
        (files, path) -> {
          try {
            return files.open(path);
          } catch (FileNotFoundException e) {
            throw new InputException(e, "there is no file %s", uri);
          }
        });
  }

  Optional<byte[]> bytes(String uri) {
    return at(
        uri,
        (files, path) -> {
          if (!files.exists(path)) {
            return Optional.empty();
          }
          try (InputStream stream = files.open(path)) {
            return Optional.of(stream.readAllBytes());
          }
        });
  }

  Optional<String> text(String uri) {
    return bytes(uri).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Writes a file that is either there as a whole or not at all. */
  void write(String uri, byte[] content) {
    at(
        uri,
        (files, path) -> {
          Path part = new Path(path.getParent(), "." + path.getName() + ".part");
          try (OutputStream stream = files.create(part, true)) {
            stream.write(content);
          }
          files.delete(path, false);
          if (!files.rename(part, path)) {
            throw new IOException("cannot rename " + part);
          }
          return path;
        });
  }

  void write(String uri, String content) {
    write(uri, content.getBytes(StandardCharsets.UTF_8));
  }
}
