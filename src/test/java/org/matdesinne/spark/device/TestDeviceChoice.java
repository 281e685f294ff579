package org.matdesinne.spark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.settings.DeviceSetting;

class TestDeviceChoice {
  private static DeviceChoice choice(
      DeviceSetting setting, Optional<String> assigned, Function<Device, Optional<String>> fault) {
    return DeviceChoice.of(setting, assigned, new GpuAddresses(Optional.empty(), Map::of), fault);
  }

  private static Optional<String> works(Device device) {
    return Optional.empty();
  }

  private static Optional<String> broken(Device device) {
    return Optional.of("no driver");
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "GPU", "GPU_OR_CPU"})
  void theAssignedGpuIsTaken(DeviceSetting setting) {
    assertThat(choice(setting, Optional.of("3"), TestDeviceChoice::works))
        .isEqualTo(new DeviceChoice(Device.gpu(3), "assigned by Spark"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "GPU"})
  void anAssignedGpuThatDoesNotWorkFailsLoudly(DeviceSetting setting) {
    assertThatThrownBy(() -> choice(setting, Optional.of("3"), TestDeviceChoice::broken))
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessage(
            "gpu(3) (assigned by Spark) does not work: no driver; install PyTorch for CUDA as"
                + " conf/spark-gpu.conf says, or ask for --device cpu or gpu-or-cpu");
  }

  @Test
  void withoutAnAssignedGpuTheSettingDecides() {
    Optional<String> none = Optional.empty();
    assertThat(choice(DeviceSetting.ASSIGNED, none, TestDeviceChoice::works))
        .isEqualTo(new DeviceChoice(Device.cpu(), "Spark assigned no GPU"));
    assertThat(choice(DeviceSetting.GPU, none, TestDeviceChoice::works))
        .isEqualTo(new DeviceChoice(Device.gpu(0), "asked for, none was assigned"));
    assertThatThrownBy(() -> choice(DeviceSetting.GPU, none, TestDeviceChoice::broken))
        .hasMessageStartingWith("gpu(0) (asked for, none was assigned) does not work: no driver");
  }

  @Test
  void fallingBackToTheCpuIsForThoseWhoAskForIt() {
    assertThat(choice(DeviceSetting.GPU_OR_CPU, Optional.of("1"), TestDeviceChoice::broken))
        .isEqualTo(
            new DeviceChoice(
                Device.cpu(),
                "gpu(1) (assigned by Spark) does not work: no driver; gpu-or-cpu allows the CPU"
                    + " instead"));
  }

  @Test
  void anAddressThatMeansNoDeviceFailsOrFallsBackAsOneThatDoesNotWork() {
    Optional<String> part = Optional.of("MIG-1234");
    assertThatThrownBy(() -> choice(DeviceSetting.ASSIGNED, part, TestDeviceChoice::works))
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessageStartingWith("which device of this process GPU MIG-1234 is");
    DeviceChoice fallen = choice(DeviceSetting.GPU_OR_CPU, part, TestDeviceChoice::works);
    assertThat(fallen.device()).isEqualTo(Device.cpu());
    assertThat(fallen.reason()).endsWith("; gpu-or-cpu allows the CPU instead");
    assertThat(choice(DeviceSetting.CPU, part, TestDeviceChoice::works).device())
        .isEqualTo(Device.cpu());
  }

  @Test
  void theCpuIsTakenWhereItIsAskedForAndAnIdleGpuIsNamed() {
    assertThat(choice(DeviceSetting.CPU, Optional.of("2"), TestDeviceChoice::works))
        .isEqualTo(new DeviceChoice(Device.cpu(), "asked for; GPU 2 idles"));
  }

  @Test
  void theCpuHasNoFaultAndAGpuWithoutCudaHas() {
    assertThat(TorchRuntime.fault(Device.cpu())).isEmpty();
    // A device number that no machine has.
    assertThat(TorchRuntime.fault(Device.gpu(77))).isPresent();
  }
}
