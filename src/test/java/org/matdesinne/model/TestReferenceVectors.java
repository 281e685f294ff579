package org.matdesinne.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.SharedData;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/** The published networks give, in our blocks, the numbers that they gave in the original. */
class TestReferenceVectors {

  private static ReferenceVectors reference(String network) throws IOException {
    return new ReferenceVectors(network, bytes(network + ".weights"), bytes(network + ".vectors"));
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(SharedData.path("golden/flows-2021/" + name + ".safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cinn", "inn-forward", "inn-backward"})
  void outputsAndDerivativesAreThoseOfTheOriginal(String network) throws IOException {
    ReferenceVectors.Deviations found = reference(network).on(Device.cpu());
    assertThat(found.values()).isLessThan(1e-9);
    // Which digits float32 loses is up to the processor, how many is not.
    assertThat(found.rounding()).isBetween(0.01, 10.0);
    assertThat(found.gradients()).isZero();
    assertThat(found.singleGradients()).isBetween(1e-9, 1e-4);
    assertThat(found.holds()).isTrue();
  }

  @Test
  void aWeightThatIsSlightlyOffIsNoticed() throws IOException {
    ReferenceVectors right = reference("cinn");
    byte[] wrong;
    try (NDManager manager = TorchRuntime.manager()) {
      Weights weights = Weights.decode(manager, right.weights());
      NDArray tensor = weights.tensor("block.3.s2.linear1.bias");
      tensor.addi(1e-6f);
      wrong = weights.encode();
    }
    ReferenceVectors.Deviations found =
        new ReferenceVectors("cinn", wrong, right.vectors()).on(Device.cpu());
    assertThat(found.values()).isGreaterThan(1e-9);
    assertThat(found.holds()).isFalse();
  }
}
