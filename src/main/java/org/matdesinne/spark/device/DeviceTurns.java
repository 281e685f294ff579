package org.matdesinne.spark.device;

import ai.djl.Device;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets the tasks of a process take turns on a GPU that they share: their work would queue up there
 * anyway, and each one's tensors would take memory meanwhile. Those that wait leave their core to
 * others, and those that are done go on with what the host does.
 */
public final class DeviceTurns {
  /** While one task's operations run on the device, another gives it the next ones. */
  private static final int AT_ONCE = 2;

  private static final Map<Device, Semaphore> TURNS = new ConcurrentHashMap<>();

  private DeviceTurns() {}

  /** Carries out {@code work} on {@code device}; at once on a CPU, on a GPU when it is its turn. */
  public static <T> T take(Device device, Supplier<T> work) {
    if (!device.isGpu()) {
      return work.get();
    }
    Semaphore turns = TURNS.computeIfAbsent(device, each -> new Semaphore(AT_ONCE, true));
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
