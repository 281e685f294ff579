package org.matdesinne.surrogate;

import ai.djl.ndarray.NDManager;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;

/**
 * A trained, differentiable model of the properties. Safe for concurrent use. Tensors that it gives
 * belong to the scope around the call.
 */
public interface Surrogate extends AutoCloseable {

  /** Where batches of points are made for it. */
  NDManager manager();

  /** Predicts the properties: none below the least value that it can take. */
  Evaluation evaluate(PointBatch points);

  /**
   * Predicts the properties and their derivatives. Where the prediction was cut off at a floor, the
   * derivative is that of what was cut off: it points the way out.
   */
  Differential differentiate(PointBatch points);

  /**
   * Predicts the properties of points on the host.
   *
   * @param points (rows, parameters) in the units of the design space
   */
  default Prediction predict(double[][] points) {
    if (points.length == 0) {
      return new Prediction(new double[0][], new double[0][]);
    }
    return Tensors.scoped(
        () -> Prediction.of(evaluate(PointBatch.of(manager(), points, points[0].length))));
  }

  @Override
  void close();
}
