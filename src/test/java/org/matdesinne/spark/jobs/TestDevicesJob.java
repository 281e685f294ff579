package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.matdesinne.spark.device.TaskDevice;

class TestDevicesJob {
  private static TaskDevice.Report report(String executor, String gpu, String device) {
    return new TaskDevice.Report(executor, "host", 1, gpu, device, "why");
  }

  @Test
  void devicesThatCannotBeUsedStandBehindTheOthersOfTheirExecutor() {
    TaskDevice.Report broken = report("1", "0", null);
    TaskDevice.Report alsoBroken = report("1", "1", null);
    TaskDevice.Report works = report("1", "2", "gpu(2)");
    TaskDevice.Report elsewhere = report("2", "0", "gpu(0)");
    assertThat(Stream.of(elsewhere, broken, alsoBroken, works).sorted(DevicesJob.ORDER))
        .containsExactly(works, broken, alsoBroken, elsewhere);
  }
}
