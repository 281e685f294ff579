package org.matdesinne.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;

/**
 * The process's one PyTorch engine: found on the class path, never downloaded, extracted once a
 * machine however many executors start at the same moment.
 */
public final class TorchRuntime {
  private static final Map<Device, Optional<String>> FAULTS = new ConcurrentHashMap<>();
  private static final Pattern FIRST_SENTENCE = Pattern.compile("\\.\\s|\\R");
  private static final Pattern FIRST_LINE = Pattern.compile("\\R");

  /** MKL counts threads of its own for every calling thread that has not been limited. */
  private static final ThreadLocal<Boolean> LIMITED = ThreadLocal.withInitial(() -> false);

  /** Where pip puts the libraries of CUDA that those of PyTorch load, from torch/lib. */
  private static final Path CUDA_OF_PIP = Path.of("..", "..", "nvidia");

  private static Engine engine;
  private static int operationThreads;

  private TorchRuntime() {}

  /**
   * Loads the engine; the first call in a process decides the number of threads, and every thread
   * that computes calls this before. Sums that are split over another number of threads round
   * otherwise: a thread without the limit would compute other rows.
   *
   * @param threads threads of one tensor operation: the cores that one Spark task may use
   * @throws InputException when its natives cannot be unpacked and loaded where others cannot write
   */
  public static void load(int threads) {
    loadOnce(threads);
    if (!LIMITED.get()) {
      JniUtils.setNumThreads(operationThreads);
      LIMITED.set(true);
    }
  }

  private static synchronized void loadOnce(int threads) {
    if (engine != null) {
      return;
    }
    operationThreads = threads;
    Path folder = NativesFolder.ofThisProcess().choose();
    EngineEnvironment.settle(folder.toString());
    requirePrivate(System.getProperty("PYTORCH_LIBRARY_PATH"));
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    // DJL finds its engines through the context class loader, which a Spark thread may lack.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(TorchRuntime.class.getClassLoader());
    try {
      engine = loadAlone(folder);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** What was said of {@link NativesFolder} holds for an engine that was installed, too. */
  private static void requirePrivate(String libraryPath) {
    if (libraryPath == null) {
      return;
    }
    WriteAccess access = WriteAccess.ofThisUser();
    for (String each : libraryPath.split(File.pathSeparator, -1)) {
      try {
        Path path = Path.of(each).toRealPath();
        Optional<WriteAccess.Fault> fault = access.faultWithin(path);
        if (fault.isEmpty()) {
          fault = access.faultAbove(path);
        }
        Path cuda = path.resolve(CUDA_OF_PIP).normalize();
        if (fault.isEmpty() && Files.isDirectory(cuda)) {
          fault = access.faultWithin(cuda);
        }
        if (fault.isPresent()) {
          throw new InputException(
              "no native library is loaded from %s, which %sPYTORCH_LIBRARY_PATH names, since others"
                  + " could have put it there: of %s, %s; chmod go-w it, or name another PyTorch",
              each, EngineEnvironment.PREFIX, fault.get().path(), fault.get().reason());
        }
      } catch (IOException e) {
        throw new InputException(
            e,
            "%sPYTORCH_LIBRARY_PATH names %s, which cannot be read; let it name the folder"
                + " torch/lib of an installed PyTorch, or unset it",
            EngineEnvironment.PREFIX,
            each);
      }
    }
    requireTorch(libraryPath);
  }

  /** DJL would take the engine that comes with the program instead, without a word. */
  private static void requireTorch(String libraryPath) {
    String library = System.mapLibraryName("torch");
    if (Arrays.stream(libraryPath.split(File.pathSeparator, -1))
        .noneMatch(folder -> Files.exists(Path.of(folder, library)))) {
      throw new InputException(
          "%sPYTORCH_LIBRARY_PATH names %s, which holds no %s; let it name the folder torch/lib of an"
              + " installed PyTorch, or unset it",
          EngineEnvironment.PREFIX, libraryPath, library);
    }
  }

  /** DJL extracts its natives by delete, copy, move: two processes doing so disturb each other. */
  private static Engine loadAlone(Path folder) {
    Path lock = folder.resolve("matdesinne.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid()) {
        throw new IOException("lost the lock " + lock);
      }
      return Engine.getEngine("PyTorch");
    } catch (IOException e) {
      throw new InputException(
          e,
          "cannot lock the folder of the engine's natives, %s: %s; name a folder that this user can"
              + " write with ENGINE_CACHE_DIR",
          folder,
          e.getMessage());
    } catch (EngineException e) {
      throw explained(e, folder);
    }
  }

  /** The engine comes with the program and is tested: what keeps it from loading is elsewhere. */
  private static InputException explained(EngineException failure, Path folder) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = FIRST_LINE.split(String.valueOf(cause.getMessage()), 2)[0];
    String installed = System.getProperty("PYTORCH_LIBRARY_PATH");
    if (said.contains("failed to map segment")) {
      return new InputException(
          failure,
          "the engine's natives cannot be run from %s: that file system is mounted noexec; name a"
              + " folder elsewhere with ENGINE_CACHE_DIR%s",
          installed == null ? folder : installed,
          folder.startsWith(System.getProperty("java.io.tmpdir"))
              ? ", or another for all temporary files with java.io.tmpdir"
              : "");
    }
    if (installed != null) {
      return new InputException(
          failure,
          "the PyTorch that %sPYTORCH_LIBRARY_PATH names, %s, cannot be loaded: %s; let it name the"
              + " folder torch/lib of PyTorch 2.7.1, or unset it",
          EngineEnvironment.PREFIX,
          installed,
          said);
    }
    return new InputException(
        failure,
        "the engine cannot be loaded from %s: %s; make room there, or name another folder with"
            + " ENGINE_CACHE_DIR",
        folder,
        said);
  }

  /** A new root of tensors on {@code device}; closing it frees them all. */
  public static NDManager manager(Device device) {
    load(1);
    return engine.newBaseManager(device);
  }

  /** What keeps {@code device} from computing; empty when it does. Asked of it once a process. */
  public static Optional<String> fault(Device device) {
    return FAULTS.computeIfAbsent(device, TorchRuntime::tried);
  }

  private static Optional<String> tried(Device device) {
    try (NDManager manager = manager(device)) {
      manager.ones(new Shape(1)).toFloatArray();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      // PyTorch explains at great length.
      return Optional.of(FIRST_SENTENCE.split(String.valueOf(e.getMessage()), 2)[0]);
    }
  }

  /** A new root of tensors on the CPU. */
  public static NDManager manager() {
    return manager(Device.cpu());
  }
}
