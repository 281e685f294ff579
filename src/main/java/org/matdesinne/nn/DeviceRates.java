package org.matdesinne.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * How fast the engine multiplies matrices, and moves numbers, on one device: the yardsticks of all
 * that consists of little else. A network is as good as it can be where it reaches these rates.
 */
public final class DeviceRates {
  private static final int BEST_OF = 30;

  private DeviceRates() {}

  /**
   * The rate of (rows, width) times (width, width) in float32, the best of some.
   *
   * @return operations a second, a multiplication and an addition being two
   */
  public static double matrixProduct(Device device, int rows, int width) {
    try (NDManager manager = TorchRuntime.manager(device)) {
      NDArray left = manager.randomNormal(new Shape(rows, width));
      NDArray right = manager.randomNormal(new Shape(width, width));
      double best =
          seconds(
              () -> {
                try (NDArray product = left.matMul(right)) {
                  // Asking for a number waits for the device.
                  product.get("0, 0").getFloat();
                }
              });
      return 2.0 * rows * width * width / best;
    }
  }

  /**
   * The rate of copying {@code numbers} float32 within the device's memory, the best of some.
   *
   * @return bytes a second, those read and those written
   */
  public static double copy(Device device, int numbers) {
    try (NDManager manager = TorchRuntime.manager(device)) {
      NDArray source = manager.zeros(new Shape(numbers));
      double best =
          seconds(
              () -> {
                try (NDArray copy = source.duplicate()) {
                  copy.get("0").getFloat();
                }
              });
      return 2.0 * numbers * Float.BYTES / best;
    }
  }

  /** The shortest time that {@code work} took, which may make tensors. */
  public static double seconds(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < BEST_OF; i++) {
      long start = System.nanoTime();
      Tensors.scoped(
          () -> {
            work.run();
            return 0;
          });
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }
}
