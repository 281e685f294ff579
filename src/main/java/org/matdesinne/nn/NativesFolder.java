package org.matdesinne.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that the engine's native libraries are unpacked into and loaded from. Only this user
 * can write in it: a library that somebody else put there would run with this user's rights.
 *
 * <p>It is the one that {@code ENGINE_CACHE_DIR} or {@code DJL_CACHE_DIR} names (environment, else
 * system property), else {@code .cache/matdesinne/natives} in the user's home, which all processes
 * of a user share. Where there is no home that only its user can write in, it is a fresh folder
 * below {@code java.io.tmpdir}, removed when the process ends.
 */
final class NativesFolder {
  /** Settings that name the folder, the first one that is set counts. */
  static final List<String> SETTINGS = List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR");

  private static final Logger LOG = LoggerFactory.getLogger(NativesFolder.class);
  private static final Path IN_HOME = Path.of(".cache", "matdesinne", "natives");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> AS_PRIVATE = PosixFilePermissions.asFileAttribute(PRIVATE);

  /** What DJL calls the folder below, in which it unpacks this engine. */
  private static final String ENGINE = "pytorch";

  private final WriteAccess access;
  private final UnaryOperator<String> settings;
  private final String home;
  private final Path temporary;

  /**
   * Where to look.
   *
   * @param access of the user
   * @param settings the value of a setting; null where it is not set
   * @param home the user's; need not exist, nor be a path
   * @param temporary folder for temporary files
   */
  NativesFolder(WriteAccess access, UnaryOperator<String> settings, String home, Path temporary) {
    this.access = access;
    this.settings = settings;
    this.home = home;
    this.temporary = temporary;
  }

  /** Of this process. */
  static NativesFolder ofThisProcess() {
    return new NativesFolder(
        WriteAccess.ofThisUser(),
        EngineEnvironment::setting,
        System.getProperty("user.home"),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Finds or makes the folder.
   *
   * @return an absolute path without links
   * @throws InputException when others can write in it, or it cannot be made
   */
  Path choose() {
    for (String name : SETTINGS) {
      String folder = settings.apply(name);
      if (folder != null && !folder.isEmpty()) {
        return named(name, Path.of(folder).toAbsolutePath());
      }
    }
    return inHome().orElseGet(this::fresh);
  }

  private Path named(String setting, Path folder) {
    try {
      Files.createDirectories(folder, AS_PRIVATE);
      return checked(folder.toRealPath());
    } catch (IOException e) {
      throw new InputException(
          e,
          "the engine's natives cannot be unpacked into %s, which %s names: %s; let it name a folder"
              + " that this user can write",
          folder,
          setting,
          reason(e));
    }
  }

  /** Empty where there is no home that is the user's alone. */
  private Optional<Path> inHome() {
    Path user = Path.of(home == null ? "" : home);
    if (!user.isAbsolute() || !Files.isWritable(user)) {
      return Optional.empty();
    }
    try {
      Path folder = user.resolve(IN_HOME);
      Files.createDirectories(folder, AS_PRIVATE);
      Path real = folder.toRealPath();
      Optional<WriteAccess.Fault> above = access.faultAbove(real);
      if (above.isPresent()) {
        LOG.warn(
            "the engine's natives are unpacked into a folder for this process alone, not into {}:"
                + " of {}, {}; chmod go-w it, or name another folder with {}",
            real,
            above.get().path(),
            above.get().reason(),
            SETTINGS.get(0));
        return Optional.empty();
      }
      return Optional.of(checked(real));
    } catch (IOException e) {
      LOG.warn(
          "the engine's natives are unpacked into a folder for this process alone, not below {}: {};"
              + " name another folder with {}",
          user,
          reason(e),
          SETTINGS.get(0));
      return Optional.empty();
    }
  }

  /** A name that nobody can guess, a folder that nobody else can look into. */
  private Path fresh() {
    try {
      Path folder =
          Files.createTempDirectory(temporary, "matdesinne-natives-", AS_PRIVATE).toRealPath();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete natives"));
      return checked(folder);
    } catch (IOException e) {
      throw new InputException(
          e,
          "the engine's natives cannot be unpacked below %s: %s; name a folder that this user can"
              + " write with %s, or another for temporary files with java.io.tmpdir",
          temporary,
          reason(e),
          SETTINGS.get(0));
    }
  }

  private Path checked(Path folder) throws IOException {
    Optional<WriteAccess.Fault> fault = access.faultWithin(folder);
    if (fault.isEmpty()) {
      fault = access.faultAbove(folder);
    }
    if (fault.isPresent()) {
      throw new InputException(
          "no native library is loaded from %s, since others could have put it there: of %s, %s;"
              + " remove that, or chmod go-w it, or name a folder of your own with %s",
          folder, fault.get().path(), fault.get().reason(), SETTINGS.get(0));
    }
    // What is unpacked there is out of reach, whatever mode the umask gives it.
    Path engine = folder.resolve(ENGINE);
    if (Files.notExists(engine)) {
      Files.createDirectories(engine, AS_PRIVATE);
    }
    return folder;
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
