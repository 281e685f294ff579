package org.matdesinne.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.Surrogate;

/**
 * How near the bundled ensemble comes to the engine's matrix product, on one core in one process.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=org.matdesinne.bench.SurrogateBench</pre>
 */
public final class SurrogateBench {
  private static final int[] ROWS = {256, 1024, 4096};
  private static final int WIDTH = 256;
  private static final int ROUNDS = 3;
  private static final int BEST_OF = 12;

  private SurrogateBench() {}

  /** Prints a line for each number of rows and round. */
  public static void main(String[] arguments) {
    TrainedNetwork dense = new SavedModel(BundledModel.all().get(0)).load("dense");
    try (NDManager manager = TorchRuntime.manager();
        Surrogate surrogate = dense.surrogate(Device.cpu())) {
      // Every weight is multiplied and added once forward, and once backward.
      double operations =
          2.0
              * Weights.decode(manager, dense.weights()).trainable().stream()
                  .mapToLong(NDArray::size)
                  .sum();
      NDArray square = manager.randomNormal(new Shape(WIDTH, WIDTH));
      for (int round = 0; round < ROUNDS; round++) {
        for (int rows : ROWS) {
          NDArray left = manager.randomNormal(new Shape(rows, WIDTH));
          PointBatch points =
              new PointBatch(
                  manager.randomNormal(new Shape(rows, dense.manifest().scaling().dimension())));
          double product = 2.0 * WIDTH * WIDTH * rows / seconds(() -> left.matMul(square)) / 1e9;
          double value = seconds(() -> surrogate.evaluate(points)) / rows;
          double both = seconds(() -> surrogate.differentiate(points)) / rows;
          System.out.printf(
              Locale.ROOT,
              "%,5d rows: matrix product %5.1f GFLOP/s; value %5.1f us a row, %3.0f %% of it;"
                  + " value and gradient %5.1f us, %3.0f %%%n",
              rows,
              product,
              1e6 * value,
              100 * operations / value / 1e9 / product,
              1e6 * both,
              100 * 2 * operations / both / 1e9 / product);
        }
      }
    }
  }

  private static double seconds(Runnable work) {
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
