package org.matdesinne.spark.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;

/**
 * Small files on whatever file system a {@link Location} names. Files of this machine are read as
 * they are: what stands beside them from Hadoop, an old checksum perhaps, is not looked at.
 */
public final class Storage {
  private static final int MOST_READS = 5;
  private static final Pattern HIDDEN = Pattern.compile("(^|/)[_.]");
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
  public String qualified(String uri) {
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
  public void requireFolder(String uri) {
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

  public boolean exists(String uri) {
    return at(
        uri,
        (files, path) -> {
          boolean found = files.exists(path);
          if (!found) {
            requireVisible(path);
          }
          return found;
        });
  }

  /**
   * Whether there is no file at or below {@code uri}, but for those of writers that were killed.
   */
  public boolean isFree(String uri) {
    return at(
        uri,
        (files, path) -> {
          for (FileStatus found : below(files, path)) {
            if (!PART.matcher(found.getPath().getName()).matches()) {
              return false;
            }
          }
          return true;
        });
  }

  public void delete(String uri) {
    at(uri, (files, path) -> files.delete(path, true));
  }

  /** Names of the folders in {@code uri}, in order. */
  public List<String> folders(String uri) {
    return names(uri, FileStatus::isDirectory);
  }

  /** Names of the files in {@code uri}, in order. */
  public List<String> files(String uri) {
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

  /** Whether there is a file of this size. */
  public boolean has(String uri, long bytes) {
    return at(
        uri,
        (files, path) -> {
          try {
            return files.getFileStatus(path).getLen() == bytes;
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  /**
   * All files below a folder; none when it is absent. What somebody deletes meanwhile is left out:
   * Hadoop's own listing fails then, since it asks for the permissions of each file.
   */
  private static List<FileStatus> below(FileSystem files, Path folder) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    if (isObjectStore(files, folder)) {
      // One request for a thousand files, not one for each folder.
      if (files.exists(folder)) {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
        while (all.hasNext()) {
          found.add(all.next());
        }
      }
      return found;
    }
    Deque<Path> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      for (FileStatus each : listed(files, folders.pop())) {
        if (each.isDirectory()) {
          folders.push(each.getPath());
        } else {
          found.add(each);
        }
      }
    }
    return found;
  }

  private static FileStatus[] listed(FileSystem files, Path folder) throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** Deletes the files that Hadoop keeps beside those below a local folder. */
  public void deleteChecksums(String uri) {
    at(
        uri,
        (files, path) -> {
          if (files instanceof LocalFileSystem local && local.exists(path)) {
            FileSystem raw = local.getRaw();
            for (FileStatus each : below(raw, path)) {
              if (ChecksumFileSystem.isChecksumFile(each.getPath())) {
                raw.delete(each.getPath(), false);
              }
            }
          }
          return path;
        });
  }

  /**
   * A file somewhere below a folder.
   *
   * @param path relative to the folder
   */
  public record FileBelow(String path, long bytes) {}

  /** All files below the folder {@code uri}, in order of their paths; none when it is absent. */
  public List<FileBelow> tree(String uri) {
    return at(
        uri,
        (files, path) -> {
          List<FileBelow> found = new ArrayList<>();
          String root = files.makeQualified(path).toUri().getPath();
          int start = root.endsWith("/") ? root.length() : root.length() + 1;
          for (FileStatus each : below(raw(files), path)) {
            String place = each.getPath().toUri().getPath();
            found.add(new FileBelow(place.substring(start), each.getLen()));
          }
          found.sort(Comparator.comparing(FileBelow::path));
          return found;
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
   * Opens a CSV file; one whose name says how it is compressed ({@code .csv.gz}) is unpacked.
   *
   * @throws InputException when there is none, or it holds something else than text in UTF-8
   */
  public CsvFile csv(String uri) {
    try {
      return CsvFile.open(uri, unpacked(uri, open(uri)));
    } catch (IOException e) {
      throw new InputException(
          e, "cannot read %s: %s", uri, InputException.firstLine(e.getMessage()));
    }
  }

  private InputStream unpacked(String uri, InputStream bytes) throws IOException {
    Path path = Location.of(uri, configuration);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    return codec == null ? bytes : codec.createInputStream(bytes);
  }

  /**
   * The files that make a table: {@code uri} itself, or those below that folder, in order; but none
   * below a name that begins with {@code _} or {@code .}.
   *
   * @throws InputException when there is none, or it is on a web server, which does not say how
   *     long a file is
   */
  public List<String> parts(String uri) {
    if (at(uri, (files, path) -> Location.isWeb(path))) {
      throw new InputException(
          "%s is on a web server, from which tasks cannot read a table together; download it first",
          uri);
    }
    Optional<FileStatus> found = status(uri);
    if (found.isEmpty()) {
      at(
          uri,
          (files, path) -> {
            requireVisible(path);
            return path;
          });
      throw new InputException("there is no file or folder %s", uri);
    }
    if (found.get().isFile()) {
      return List.of(uri);
    }
    List<String> parts =
        tree(uri).stream()
            .map(FileBelow::path)
            .filter(path -> !HIDDEN.matcher(path).find())
            .map(path -> uri + "/" + path)
            .toList();
    if (parts.isEmpty()) {
      throw new InputException(
          "there is no file in %s (names that begin with _ or . do not count)", uri);
    }
    return parts;
  }

  /** Whether the file {@code uri} begins with these bytes. */
  public boolean beginsWith(String uri, byte[] bytes) {
    try (InputStream stream = open(uri)) {
      return Arrays.equals(stream.readNBytes(bytes.length), bytes);
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
        requireVisible(path);
        throw new InputException(e, "there is no file %s", uri);
      }
      if (found.get().isDirectory()) {
        throw new InputException(e, "%s is a folder; name a file, perhaps one of those in it", uri);
      }
      throw new InputException(e, "cannot read %s: %s", uri, e.getMessage());
    }
  }

  /**
   * Checks that what was not found is absent: in a folder of this machine that may not be entered,
   * nothing is found.
   *
   * @throws InputException when it may be there
   */
  private static void requireVisible(Path path) {
    if (!path.toUri().getScheme().equals("file")) {
      return;
    }
    java.nio.file.Path place = java.nio.file.Path.of(path.toUri().getPath());
    while (!Files.exists(place)) {
      place = place.getParent();
    }
    if (!Files.isReadable(place) || (Files.isDirectory(place) && !Files.isExecutable(place))) {
      throw new InputException(
          "this user may not read %s; change its permissions, or name another place", place);
    }
  }

  private static FileSystem raw(FileSystem files) {
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }

  public Optional<byte[]> bytes(String uri) {
    return at(uri, (files, path) -> bytes(raw(files), path, MOST_READS));
  }

  private static Optional<byte[]> bytes(FileSystem files, Path path, int attempts)
      throws IOException {
    try (InputStream stream = files.open(path)) {
      return Optional.of(stream.readAllBytes());
    } catch (FileNotFoundException e) {
      requireVisible(path);
      return Optional.empty();
    } catch (PathIOException e) {
      // S3A refuses a file that was replaced after it had been found.
      if (attempts == 1) {
        throw e;
      }
      return bytes(files, path, attempts - 1);
    }
  }

  public Optional<String> text(String uri) {
    return bytes(uri).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Writes or replaces a file: at any moment a reader finds all of the old content or all of the
   * new.
   */
  public void write(String uri, byte[] content) {
    at(
        uri,
        (files, path) -> {
          // In an object store nothing is there before its stream is closed.
          if (isObjectStore(files, path)) {
            put(files, path, content);
          } else {
            replace(files, path, content);
          }
          return path;
        });
  }

  /** As above, in UTF-8. */
  public void write(String uri, String content) {
    write(uri, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Creates a file whole, unless it is there: of several writers one succeeds.
   *
   * <p>An object store of Hadoop 3.3 has no such operation: there two writers that come within the
   * time of a request may both succeed, and the file is the later's. See {@link #isObjectStore}.
   *
   * @return whether this call created it
   */
  public boolean create(String uri, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return at(
        uri,
        (files, path) -> {
          if (isObjectStore(files, path)) {
            if (files.exists(path)) {
              return false;
            }
            put(files, path, bytes);
            return true;
          }
          Path part = part(path);
          FileSystem raw = raw(files);
          put(raw, part, bytes);
          try {
            return link(files, part, path);
          } finally {
            raw.delete(part, false);
          }
        });
  }

  private boolean link(FileSystem files, Path part, Path path) throws IOException {
    if (files instanceof LocalFileSystem local) {
      // Hadoop's rename looks first and acts then; a link does both at once.
      try {
        Files.createLink(local.pathToFile(path).toPath(), local.pathToFile(part).toPath());
        return true;
      } catch (java.nio.file.FileAlreadyExistsException e) {
        return false;
      } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
        return linkless(local, part, path);
      }
    }
    return renamed(part, path);
  }

  /** On a disk without links, such as FAT: a kill in the middle leaves a file without content. */
  private static boolean linkless(LocalFileSystem local, Path part, Path path) throws IOException {
    try {
      Files.write(
          local.pathToFile(path).toPath(),
          Files.readAllBytes(local.pathToFile(part).toPath()),
          java.nio.file.StandardOpenOption.CREATE_NEW);
      return true;
    } catch (java.nio.file.FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Gives a folder another name, unless something has that name: at once, but in an object store,
   * which copies its files one by one.
   *
   * @return whether this call did it; false when there is no folder {@code from} (any more), or one
   *     at {@code to}
   */
  public boolean move(String from, String to) {
    return at(
        from,
        (files, path) -> {
          Path target = Location.of(to, configuration);
          raw(files).mkdirs(target.getParent());
          try {
            if (files instanceof LocalFileSystem local) {
              Files.move(local.pathToFile(path).toPath(), local.pathToFile(target).toPath());
              return true;
            }
            return renamed(path, target);
          } catch (java.nio.file.FileAlreadyExistsException
              | java.nio.file.NoSuchFileException
              | DirectoryNotEmptyException
              | FileNotFoundException e) {
            return false;
          } catch (IOException e) {
            // Of a rename that met another's, an object store says only that it failed.
            if (isObjectStore(files, path) && (!files.exists(path) || files.exists(target))) {
              return false;
            }
            throw e;
          }
        });
  }

  private boolean renamed(Path from, Path to) throws IOException {
    try {
      FileContext.getFileContext(from.toUri(), configuration).rename(from, to, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Whether there are no renames and no links: {@link #move} copies, {@link #create} is a promise
   * only where writers are more than a request's time apart.
   */
  public boolean isObjectStore(String uri) {
    return at(uri, Storage::isObjectStore);
  }

  private static boolean isObjectStore(FileSystem files, Path path) throws IOException {
    return files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM);
  }

  private void replace(FileSystem files, Path path, byte[] content) throws IOException {
    Path part = part(path);
    if (files instanceof LocalFileSystem local) {
      // Hadoop's checksums stand in a second file: the two cannot be replaced at once.
      FileSystem raw = local.getRaw();
      put(raw, part, content);
      raw.delete(beside(path, "." + path.getName() + ".crc"), false);
      if (!raw.rename(part, path)) {
        throw new IOException("cannot rename " + part);
      }
    } else {
      put(files, part, content);
      FileContext.getFileContext(path.toUri(), configuration)
          .rename(part, path, Options.Rename.OVERWRITE);
    }
  }

  /** Of its own: another driver may be writing the same file. */
  private static Path part(Path path) {
    return beside(path, "." + path.getName() + "." + UUID.randomUUID() + ".part");
  }

  private static Path beside(Path path, String name) {
    // Not by Hadoop's constructor of two arguments, which takes what stands before a colon as a
    // scheme.
    return new Path(path.getParent(), new Path(null, null, name));
  }

  private static void put(FileSystem files, Path path, byte[] content) throws IOException {
    try (OutputStream stream = files.create(path, true)) {
      stream.write(content);
    }
  }
}
