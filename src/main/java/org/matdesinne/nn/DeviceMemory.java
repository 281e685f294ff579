package org.matdesinne.nn;

import ai.djl.Device;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of a GPU's memory is in use, by all its processes. The graphics driver says so itself:
 * DJL would ask the CUDA runtime, which is not found where CUDA came with a Python package.
 */
public final class DeviceMemory {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceMemory.class);
  private static final Map<Device, Optional<DeviceMemory>> OPENED = new ConcurrentHashMap<>();

  /** Functions of CUDA's driver interface; each gives 0 when it succeeds. */
  private interface Driver extends Library {
    int cuInit(int flags);

    int cuDeviceGet(IntByReference device, int ordinal);

    int cuDevicePrimaryCtxRetain(PointerByReference context, int device);

    int cuCtxPushCurrent_v2(Pointer context);

    int cuCtxPopCurrent_v2(PointerByReference context);

    int cuMemGetInfo_v2(LongByReference free, LongByReference total);
  }

  private final Driver driver;
  private final Pointer context;

  private DeviceMemory(Driver driver, Pointer context) {
    this.driver = driver;
    this.context = context;
  }

  /**
   * Bytes in use on a GPU, counted as the engine counts GPUs.
   *
   * @return empty where it cannot be read; why is logged once
   */
  public static OptionalLong used(Device device) {
    return OPENED
        .computeIfAbsent(device, DeviceMemory::open)
        .map(DeviceMemory::used)
        .orElse(OptionalLong.empty());
  }

  private static Optional<DeviceMemory> open(Device device) {
    try {
      Driver driver = Native.load("libcuda.so.1", Driver.class);
      IntByReference number = new IntByReference();
      PointerByReference context = new PointerByReference();
      require(driver.cuInit(0), "cuInit");
      require(driver.cuDeviceGet(number, device.getDeviceId()), "cuDeviceGet");
      // The engine's own, which it keeps while the process lives.
      require(
          driver.cuDevicePrimaryCtxRetain(context, number.getValue()), "cuDevicePrimaryCtxRetain");
      return Optional.of(new DeviceMemory(driver, context.getValue()));
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      LOG.info("the memory in use on {} is not known: {}", device, e.getMessage());
      return Optional.empty();
    }
  }

  private static void require(int result, String function) {
    if (result != 0) {
      throw new IllegalStateException(function + " of the CUDA driver gave " + result);
    }
  }

  private OptionalLong used() {
    LongByReference free = new LongByReference();
    LongByReference total = new LongByReference();
    if (driver.cuCtxPushCurrent_v2(context) != 0) {
      return OptionalLong.empty();
    }
    int result = driver.cuMemGetInfo_v2(free, total);
    driver.cuCtxPopCurrent_v2(new PointerByReference());
    return result == 0 ? OptionalLong.of(total.getValue() - free.getValue()) : OptionalLong.empty();
  }
}
