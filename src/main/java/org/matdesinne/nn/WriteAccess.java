package org.matdesinne.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * Whether anybody but this process's user (and root, who can do anything) can change what lies in a
 * folder: what is loaded from it runs with the rights of this process.
 */
final class WriteAccess {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int REACHABLE_BY_OTHERS = 0011;
  private static final int STICKY = 01000;
  private static final int PERMISSIONS = 07777;

  /**
   * What is wrong with a path.
   *
   * @param path that others can change
   * @param reason its owner and mode, and which of them is wrong
   */
  record Fault(Path path, String reason) {}

  private record Status(int uid, int mode, String owner) {

    static Status of(Path path) throws IOException {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:uid,mode,owner", LinkOption.NOFOLLOW_LINKS);
      return new Status(
          (int) found.get("uid"),
          (int) found.get("mode") & PERMISSIONS,
          String.valueOf(found.get("owner")));
    }

    boolean has(int bits) {
      return (mode & bits) != 0;
    }

    Fault fault(Path path, String what) {
      return new Fault(
          path, "%s (owner %s, mode %s)".formatted(what, owner, "0" + Integer.toOctalString(mode)));
    }
  }

  private final int user;

  private WriteAccess(int user) {
    this.user = user;
  }

  /** Of the user that this process runs as, who need not have a name. */
  static WriteAccess ofThisUser() {
    try {
      return new WriteAccess((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find out which user this process runs as", e);
    }
  }

  /** The parents of {@code folder} through which others can put another in its place. */
  Optional<Fault> faultAbove(Path folder) throws IOException {
    for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
      Status status = Status.of(parent);
      // In a sticky folder such as /tmp nobody renames what is another's.
      if (status.has(WRITABLE_BY_OTHERS) && !status.has(STICKY)) {
        return Optional.of(status.fault(parent, "others can write in it"));
      }
    }
    return Optional.empty();
  }

  /** What others can change in {@code folder}, the folder itself first, then all that it holds. */
  Optional<Fault> faultWithin(Path folder) throws IOException {
    Fault[] found = new Fault[1];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          private Path sealed;

          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            FileVisitResult result = look(each);
            if (sealed == null && !Status.of(each).has(REACHABLE_BY_OTHERS | WRITABLE_BY_OTHERS)) {
              sealed = each;
            }
            return result;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            return look(each);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException error)
              throws IOException {
            if (each.equals(sealed)) {
              sealed = null;
            }
            return super.postVisitDirectory(each, error);
          }

          private FileVisitResult look(Path each) throws IOException {
            found[0] = fault(each, sealed != null).orElse(null);
            return found[0] == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
    return Optional.ofNullable(found[0]);
  }

  /** A link's own mode says nothing; behind a sealed folder nobody reaches what a mode allows. */
  private Optional<Fault> fault(Path path, boolean sealed) throws IOException {
    Status status = Status.of(path);
    if (status.uid != user && status.uid != 0) {
      return Optional.of(status.fault(path, "it belongs to another user"));
    }
    if (!sealed && !Files.isSymbolicLink(path) && status.has(WRITABLE_BY_OTHERS)) {
      return Optional.of(status.fault(path, "others can write it"));
    }
    return Optional.empty();
  }
}
