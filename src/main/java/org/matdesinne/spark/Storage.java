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
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RemoteIterator;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;

/**
 * Small files on whatever file system a {@link Location} names. Files of this machine are read as
 * they are: what stands beside them from Hadoop, an old checksum perhaps, is not looked at.
 */
public final class Storage {
  private static final int MOST_READS = 5;
  private static final Pattern PART = Pattern.compile("\\..*\\.part");

  private final Configuration configuration;

  /** The file systems that {@code configuration} knows. */
  public Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  private interface Action<T> {
    T on(FileSystem files, Path path) throws IOException;
  }

  private <T> T at(String uri, Action<T> action) {
    try {
      Path path = Location.of(uri, configuration);
      return action.on(path.getFileSystem(configuration), path);
    } catch (IllegalArgumentException e) {
      if (e.getCause() != null) {
        throw new InputException(e, "cannot use %s: %s", uri, e.getMessage());
      }
      // HDFS has no names with a colon, a bucket's name has a grammar of its own.
      throw new InputException(
          e,
          "%s is no name that its file system can have (%s); choose another",
          uri,
          e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + uri + ": " + e.getMessage(), e);
    }
  }

  /** {@code uri} with scheme and without relative parts. */
  String qualified(String uri) {
    return at(uri, (files, path) -> Location.text(path));
  }

  /**
   * {@code uri} where it is one, else the file or folder of that name on this machine, whatever
   * Hadoop's default is.
   */
  public String here(String uri) {
    try {
      return Location.text(Location.here(uri, configuration));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + uri + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a file is there or could be made.
   *
   * @throws InputException when {@code uri} is no name that its file system can have, or that of a
   *     folder
   */
  public void requireFile(String uri) {
    if (status(uri).filter(FileStatus::isDirectory).isPresent()) {
      throw new InputException("%s is a folder; name a file", uri);
    }
  }

  /**
   * Checks that a folder is there or could be made.
   *
   * @throws InputException when {@code uri} is no name that its file system can have, or that of a
   *     file
   */
  void requireFolder(String uri) {
    if (status(uri).filter(FileStatus::isFile).isPresent()) {
      throw new InputException("%s is a file; name a folder", uri);
    }
  }

  private Optional<FileStatus> status(String uri) {
    return at(uri, Storage::status);
  }

  private static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  boolean exists(String uri) {
    return at(uri, FileSystem::exists);
  }

  /**
   * Whether there is no file at or below {@code uri}, but for those of writers that were killed.
   */
  boolean isFree(String uri) {
    return at(
        uri,
        (files, path) -> {
          if (files.exists(path)) {
            RemoteIterator<LocatedFileStatus> found = files.listFiles(path, true);
            while (found.hasNext()) {
              if (!PART.matcher(found.next().getPath().getName()).matches()) {
                return false;
              }
            }
          }
          return true;
        });
  }

  void delete(String uri) {
    at(uri, (files, path) -> files.delete(path, true));
  }

  /** Names of the folders in {@code uri}, in order. */
  List<String> folders(String uri) {
    return names(uri, FileStatus::isDirectory);
  }

  /** Names of the files in {@code uri}, in order. */
  List<String> files(String uri) {
    return names(uri, FileStatus::isFile);
  }

  private List<String> names(String uri, Predicate<FileStatus> wanted) {
    return at(
        uri,
        (files, path) -> {
          List<String> names = new ArrayList<>();
          if (files.exists(path)) {
            for (FileStatus status : files.listStatus(path)) {
              if (wanted.test(status)) {
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
   * @throws InputException when there is none, it is a folder, or it must not be read
   */
  public InputStream open(String uri) {
    return at(uri, (files, path) -> open(raw(files), path, uri));
  }

  /**
   * Opens a CSV file.
   *
   * @throws InputException when there is none, or it holds something else than text in UTF-8
   */
  CsvFile csv(String uri) {
    try {
      return CsvFile.open(uri, open(uri));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + uri + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(FileSystem files, Path path, String uri) throws IOException {
    try {
      return files.open(path);
    } catch (FileNotFoundException e) {
      // So it is called whatever the reason.
      Optional<FileStatus> found = status(files, path);
      if (found.isEmpty()) {
        throw new InputException(e, "there is no file %s", uri);
      }
      if (found.get().isDirectory()) {
        throw new InputException(e, "%s is a folder; name a file, perhaps one of those in it", uri);
      }
      throw new InputException(e, "cannot read %s: %s", uri, e.getMessage());
    }
  }

  private static FileSystem raw(FileSystem files) {
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }

  Optional<byte[]> bytes(String uri) {
    return at(uri, (files, path) -> bytes(raw(files), path, MOST_READS));
  }

  private static Optional<byte[]> bytes(FileSystem files, Path path, int attempts)
      throws IOException {
    try (InputStream stream = files.open(path)) {
      return Optional.of(stream.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (PathIOException e) {
      // S3A refuses a file that was replaced after it had been found.
      if (attempts == 1) {
        throw e;
      }
      return bytes(files, path, attempts - 1);
    }
  }

  Optional<String> text(String uri) {
    return bytes(uri).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Writes or replaces a file: at any moment a reader finds all of the old content or all of the
   * new.
   */
  void write(String uri, byte[] content) {
    at(
        uri,
        (files, path) -> {
          // In an object store nothing is there before its stream is closed, and nothing can be
          // renamed.
          if (files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)) {
            create(files, path, content);
          } else {
            replace(files, path, content);
          }
          return path;
        });
  }

  private void replace(FileSystem files, Path path, byte[] content) throws IOException {
    // Of its own: another driver may be writing the same file.
    String name = "." + path.getName() + "." + UUID.randomUUID() + ".part";
    Path part = beside(path, name);
    if (files instanceof LocalFileSystem local) {
      // Hadoop's checksums stand in a second file: the two cannot be replaced at once.
      FileSystem raw = local.getRaw();
      create(raw, part, content);
      raw.delete(beside(path, "." + path.getName() + ".crc"), false);
      if (!raw.rename(part, path)) {
        throw new IOException("cannot rename " + part);
      }
    } else {
      create(files, part, content);
      FileContext.getFileContext(path.toUri(), configuration)
          .rename(part, path, Options.Rename.OVERWRITE);
    }
  }

  private static Path beside(Path path, String name) {
    // Not by Hadoop's constructor of two arguments, which takes what stands before a colon as a
    // scheme.
    return new Path(path.getParent(), new Path(null, null, name));
  }

  private static void create(FileSystem files, Path path, byte[] content) throws IOException {
    try (OutputStream stream = files.create(path, true)) {
      stream.write(content);
    }
  }

  /** As above, in UTF-8. */
  public void write(String uri, String content) {
    write(uri, content.getBytes(StandardCharsets.UTF_8));
  }
}
