package org.matdesinne.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The process's one PyTorch engine: found on the class path, never downloaded, extracted once a
 * machine however many executors start at the same moment.
 */
public final class TorchRuntime {
  private static final Map<Device, Optional<String>> FAULTS = new ConcurrentHashMap<>();
  private static final Pattern FIRST_SENTENCE = Pattern.compile("\\.\\s|\\R");

  /** MKL counts threads of its own for every calling thread that has not been limited. */
  private static final ThreadLocal<Boolean> LIMITED = ThreadLocal.withInitial(() -> false);

  private static Engine engine;
  private static int operationThreads;

  private TorchRuntime() {}

  /**
   * Loads the engine; the first call in a process decides the number of threads, and every thread
   * that computes calls this before. Sums that are split over another number of threads round
   * otherwise: a thread without the limit would compute other rows.
   *
   * @param threads threads of one tensor operation: the cores that one Spark task may use
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
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    // DJL finds its engines through the context class loader, which a Spark thread may lack.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(TorchRuntime.class.getClassLoader());
    try {
      engine = loadAlone();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** DJL extracts its natives by delete, copy, move: two processes doing so disturb each other. */
  private static Engine loadAlone() {
    Path lock = ai.djl.util.Utils.getEngineCacheDir().resolve("matdesinne.lock");
    try {
      Files.createDirectories(lock.getParent());
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!held.isValid()) {
          throw new IOException("lost the lock " + lock);
        }
        return Engine.getEngine("PyTorch");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot lock the engine's cache "
              + lock
              + "; set ENGINE_CACHE_DIR to a folder that this"
              + " process may write",
          e);
    }
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
