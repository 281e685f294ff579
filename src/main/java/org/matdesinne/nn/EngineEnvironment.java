package org.matdesinne.nn;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.matdesinne.config.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the environment may change of the engine. DJL takes a dozen variables that others set for
 * purposes of their own (every PyTorch image sets {@code PYTORCH_VERSION}) and then looks for
 * another engine than the one that comes with this program. Here they have no effect unless they
 * are asked for with this program's prefix: {@code MATDESINNE_PYTORCH_LIBRARY_PATH} and so on.
 *
 * <p>Folders for natives ({@link NativesFolder#SETTINGS}) are taken without the prefix, too: they
 * change no engine.
 */
final class EngineEnvironment {
  /** Before a variable of DJL's that is meant for this program. */
  static final String PREFIX = "MATDESINNE_";

  /** The PyTorch that the interface in the jar was compiled for. */
  private static final String JNI_VERSION = "2.7.1";

  private static final String CUDA_LIBRARY = System.mapLibraryName("torch_cuda");

  /** What can be asked for. */
  static final List<String> SETTINGS =
      List.of(
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR",
          "PYTORCH_LIBRARY_EXCLUSION",
          "PYTORCH_EXTRA_LIBRARY_PATH",
          "LIBSTDCXX_LIBRARY_PATH");

  /** What nobody needs, and what is the same for every run, whatever the environment says. */
  private static final Map<String, String> FIXED =
      Map.of("DJL_OFFLINE", "true", "OPT_OUT_TRACKING", "true");

  private static final List<String> USELESS = List.of("PYTORCH_PRECXX11", "DJL_DEFAULT_ENGINE");

  private static final Logger LOG = LoggerFactory.getLogger(EngineEnvironment.class);

  private EngineEnvironment() {}

  /** The value of a variable, else of the system property of that name; null where neither is. */
  static String setting(String name) {
    String value = System.getenv(name);
    return value == null ? System.getProperty(name) : value;
  }

  /**
   * Arranges that DJL sees of its variables only what this program was asked for, as system
   * properties, and the folder for natives. It reads the environment before the properties, so what
   * stands there is taken out of this process's copy; each variable is named in a line once.
   *
   * @throws InputException when that copy is out of reach
   */
  static void settle(String nativesFolder) {
    Map<String, String> ignored = ignored(System.getenv());
    ignored.forEach(
        (name, value) ->
            LOG.warn(
                "{}={} of the environment is ignored: the engine that comes with this program is"
                    + " used; {}",
                name,
                value,
                SETTINGS.contains(name)
                    ? "for another one set " + PREFIX + name
                    : "nothing here needs it"));
    Set<String> hidden = new TreeSet<>(ignored.keySet());
    hidden.addAll(FIXED.keySet());
    hidden.addAll(NativesFolder.SETTINGS);
    hidden.retainAll(System.getenv().keySet());
    if (!hidden.isEmpty()) {
      hide(hidden);
    }
    for (String name : SETTINGS) {
      String wanted = setting(PREFIX + name);
      if (wanted != null && !wanted.isEmpty()) {
        System.setProperty(name, wanted);
      }
    }
    chooseInterface();
    FIXED.forEach(System::setProperty);
    System.setProperty(NativesFolder.SETTINGS.get(0), nativesFolder);
  }

  /** Of an installed PyTorch, what it was built for says which interface to it is to be used. */
  private static void chooseInterface() {
    String path = System.getProperty("PYTORCH_LIBRARY_PATH");
    if (path == null) {
      return;
    }
    boolean cuda =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.exists(Path.of(folder, CUDA_LIBRARY)));
    Map<String, String> chosen =
        Map.of("PYTORCH_VERSION", JNI_VERSION, "PYTORCH_FLAVOR", cuda ? "cu128" : "cpu");
    chosen.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  /** Variables of {@code environment} that DJL would obey though nobody asked this program to. */
  static Map<String, String> ignored(Map<String, String> environment) {
    Map<String, String> found = new TreeMap<>();
    for (List<String> names : List.of(SETTINGS, USELESS)) {
      for (String name : names) {
        String value = environment.get(name);
        if (value != null && !value.equals(environment.get(PREFIX + name))) {
          found.put(name, value);
        }
      }
    }
    FIXED.forEach(
        (name, value) -> {
          String other = environment.get(name);
          if (other != null && !other.equals(value)) {
            found.put(name, other);
          }
        });
    return found;
  }

  /**
   * Reflection, against this project's habit: DJL asks {@code System.getenv} and nothing else, and
   * a process cannot change its environment otherwise. Spark opens both packages to all its
   * processes.
   */
  private static void hide(Set<String> names) {
    try {
      Field environment =
          Class.forName("java.lang.ProcessEnvironment")
              .getDeclaredField("theUnmodifiableEnvironment");
      environment.setAccessible(true);
      Object unmodifiable = environment.get(null);
      Field inner = Class.forName("java.util.Collections$UnmodifiableMap").getDeclaredField("m");
      inner.setAccessible(true);
      Map<?, ?> copy = (Map<?, ?>) inner.get(unmodifiable);
      names.forEach(copy::remove);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new InputException(
          e,
          "the environment sets %s, which would change the engine; unset it, or start Java with"
              + " --add-opens=java.base/java.lang=ALL-UNNAMED"
              + " --add-opens=java.base/java.util=ALL-UNNAMED as Spark does",
          String.join(", ", names));
    }
  }
}
