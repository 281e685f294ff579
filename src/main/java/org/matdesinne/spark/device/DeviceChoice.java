package org.matdesinne.spark.device;

import ai.djl.Device;
import java.util.Optional;
import java.util.function.Function;
import org.matdesinne.settings.DeviceSetting;

/**
 * A device, and why it was chosen.
 *
 * @param device to compute on
 * @param reason for people
 */
record DeviceChoice(Device device, String reason) {

  /**
   * Chooses.
   *
   * @param assigned address of the GPU that Spark assigned, if it did
   * @param addresses which device that is
   * @param fault what is wrong with a GPU; empty when it works
   * @throws UnusableDeviceException when a GPU is wanted or assigned that does not work
   */
  static DeviceChoice of(
      DeviceSetting setting,
      Optional<String> assigned,
      GpuAddresses addresses,
      Function<Device, Optional<String>> fault) {
    if (setting == DeviceSetting.CPU) {
      return new DeviceChoice(
          Device.cpu(),
          assigned.map(gpu -> "asked for; GPU " + gpu + " idles").orElse("asked for"));
    }
    if (setting == DeviceSetting.ASSIGNED && assigned.isEmpty()) {
      return new DeviceChoice(Device.cpu(), "Spark assigned no GPU");
    }
    Device gpu;
    try {
      gpu = Device.gpu(assigned.map(addresses::index).orElse(0));
    } catch (UnusableDeviceException e) {
      if (setting == DeviceSetting.GPU_OR_CPU) {
        return new DeviceChoice(
            Device.cpu(), e.getMessage() + "; gpu-or-cpu allows the CPU instead");
      }
      throw e;
    }
    String reason = assigned.isPresent() ? "assigned by Spark" : "asked for, none was assigned";
    Optional<String> wrong = fault.apply(gpu);
    if (wrong.isEmpty()) {
      return new DeviceChoice(gpu, reason);
    }
    String what = gpu + " (" + reason + ") does not work: " + wrong.get();
    if (setting == DeviceSetting.GPU_OR_CPU) {
      return new DeviceChoice(Device.cpu(), what + "; gpu-or-cpu allows the CPU instead");
    }
    throw new UnusableDeviceException(
        what
            + "; install PyTorch for CUDA as conf/spark-gpu.conf says, or ask for --device cpu or"
            + " gpu-or-cpu");
  }
}
