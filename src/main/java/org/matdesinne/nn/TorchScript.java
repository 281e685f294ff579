package org.matdesinne.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions in TorchScript, the language that PyTorch itself compiles: a whole inner loop is one
 * call of the engine, writes into memory that it has already, and may use operations for which DJL
 * has no method. The engine does not record what they do, see {@link GradientTape#attach}. Safe for
 * concurrent use.
 *
 * <p>A source is a class {@code Functions(Module)} whose methods are the functions, as PyTorch
 * itself writes them into its archives.
 */
public final class TorchScript {
  /** What {@code pickle} makes of an object of class {@code Functions} with {@code training}. */
  private static final byte[] MODULE =
      "\u0080\u0002c__torch__\nFunctions\nq\0)\u0081}(X\b\0\0\0trainingq\1\u0089ubq\2."
          .getBytes(StandardCharsets.ISO_8859_1);

  /** An empty tuple. */
  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  /** They hold no tensors, and live as long as the engine. */
  private static final Map<Source, TorchScript> COMPILED = new ConcurrentHashMap<>();

  private record Source(Device device, Class<?> owner, String name) {}

  private final PtSymbolBlock module;

  private TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * The functions of a source that lies beside a class, compiled once a process and device.
   *
   * @param device that they run on
   * @param name of the resource
   */
  public static TorchScript of(Device device, Class<?> owner, String name) {
    return COMPILED.computeIfAbsent(
        new Source(device, owner, name), source -> compile(device, owner, name));
  }

  private static TorchScript compile(Device device, Class<?> owner, String name) {
    try (InputStream source = owner.getResourceAsStream(name)) {
      if (source == null) {
        throw new IllegalStateException("there is no " + name + " beside " + owner.getName());
      }
      byte[] archive = archive(source.readAllBytes());
      return new TorchScript(
          JniUtils.loadModule(
              (PtNDManager) TorchRuntime.manager(device),
              new ByteArrayInputStream(archive),
              false,
              false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(byte[] source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "functions/data.pkl", MODULE);
      add(zip, "functions/code/__torch__.py", source);
      add(zip, "functions/constants.pkl", NO_CONSTANTS);
      add(zip, "functions/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Calls a function.
   *
   * @param manager owns the results
   * @param arguments tensors, lists of tensors, {@link Long}s, {@link Double}s and {@link Boolean}s
   * @return the tensors of the tuple that it gives, or its one tensor
   */
  public NDList call(NDManager manager, String function, Object... arguments) {
    // Of the thread. Compiling anew for every shape would take longer than it gains.
    JniUtils.setGraphExecutorOptimize(false);
    IValue[] values = Arrays.stream(arguments).map(TorchScript::value).toArray(IValue[]::new);
    try (IValue result = IValueUtils.runMethod(module, function, values)) {
      return result.toNDList((PtNDManager) manager);
    } finally {
      for (IValue value : values) {
        value.close();
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof NDArray tensor) {
      return IValue.from((PtNDArray) tensor);
    }
    if (argument instanceof Long number) {
      return IValue.from(number);
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    if (argument instanceof Boolean truth) {
      return IValue.from(truth);
    }
    if (argument instanceof List<?> list) {
      return IValue.listFrom(list.toArray(PtNDArray[]::new));
    }
    throw new IllegalArgumentException("no argument of a function: " + argument);
  }
}
