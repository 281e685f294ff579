package org.matdesinne.spark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestGpuAddresses {
  private static final Map<String, String> MACHINE =
      Map.of("0", "GPU-aaaa-1111", "1", "GPU-bbbb-2222", "2", "GPU-cccc-3333");

  private static GpuAddresses seeing(String visible) {
    return new GpuAddresses(Optional.ofNullable(visible), () -> MACHINE);
  }

  @ParameterizedTest(name = "{0} of {1} is device {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0             |                             | 0",
        "3             |                             | 3",
        "GPU-bbbb-2222 |                             | 1",
        "gpu-0000      | 0,gpu-0000                  | -",
        "0             | 0,1                         | 0",
        "2             | 2                           | 0",
        "2             | '1, 2'                      | 1",
        "0             | 1,2                         | -",
        "2             | 0,-1,2                      | -",
        "0             | ''                          | -",
        "0             | -1                          | -",
        "0             | NoDevFiles                  | -",
        "GPU-bbbb-2222 | GPU-aaaa-1111,GPU-bbbb-2222 | 1",
        "GPU-bbbb-2222 | GPU-aaaa,GPU-bbbb           | 1",
        "GPU-BBBB-2222 | GPU-bbbb                    | 0",
        "GPU-bbbb-2222 | 1,0                         | 0",
        "GPU-dddd-4444 | 0,1                         | -",
        "1             | GPU-cccc-3333,GPU-bbbb-2222 | 1",
        "7             | GPU-cccc-3333               | -",
        "MIG-9/1/0     | MIG-8,MIG-9/1/0             | 1",
        "MIG-9         | GPU-aaaa-1111               | -",
        "MIG-9         |                             | -",
        "GPU-dddd-4444 |                             | -",
        "first         |                             | -",
        "99999         |                             | -",
      })
  void anAddressIsTheDeviceThatTheEngineCounts(String address, String visible, String device) {
    GpuAddresses addresses = seeing(visible);
    if (device.equals("-")) {
      assertThatThrownBy(() -> addresses.index(address))
          .isInstanceOf(UnusableDeviceException.class)
          .hasMessageContaining("GPU " + address)
          .hasMessageContaining("CUDA_VISIBLE_DEVICES=")
          .hasMessageEndingWith("as deploy/gpu/discover-gpus.sh does");
    } else {
      assertThat(addresses.index(address)).isEqualTo(Integer.parseInt(device));
    }
  }

  @Test
  void theMachineIsAskedOnlyWhereItMustBe() {
    GpuAddresses unasked =
        new GpuAddresses(
            Optional.of("1,2"),
            () -> {
              throw new AssertionError("asked");
            });
    assertThat(unasked.index("2")).isEqualTo(1);
  }

  @Test
  void aMachineWithoutTheToolKnowsNoUuids() {
    assertThatThrownBy(() -> new GpuAddresses(Optional.empty(), Map::of).index("GPU-1"))
        .isInstanceOf(UnusableDeviceException.class)
        .hasMessageStartingWith(
            "which device of this process GPU GPU-1 is, which Spark assigned, cannot be known:"
                + " nvidia-smi does not name it; start executors with CUDA_VISIBLE_DEVICES=GPU-1");
  }
}
