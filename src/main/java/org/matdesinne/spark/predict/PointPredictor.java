package org.matdesinne.spark.predict;

import ai.djl.Device;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.spark.artifact.LeasedCache;
import org.matdesinne.spark.artifact.LeasedCache.Lease;

/**
 * All that an executor needs to predict: bytes and numbers, no tensors.
 *
 * @param network a surrogate
 * @param known (rows, parameters) points that it was trained on; no rows where they are not at hand
 * @param key tells network and points from others
 */
record PointPredictor(TrainedNetwork network, double[][] known, String key)
    implements Serializable {
  /** Of the models that a query may name. */
  private static final int MOST_MODELS = 4;

  private static final LeasedCache<Key, OpenPredictor> OPEN = new LeasedCache<>(MOST_MODELS);

  private record Key(String predictor, Device device) {}

  /**
   * Predicts the properties of a batch, on an executor.
   *
   * @param points (rows, parameters) in the units of the design space; a point with a value that is
   *     not finite gets no prediction
   * @return (rows), in their order
   */
  PredictedPoint[] predict(double[][] points, Device device) {
    int[] whole =
        IntStream.range(0, points.length)
            .filter(i -> Arrays.stream(points[i]).allMatch(Double::isFinite))
            .toArray();
    PredictedPoint[] predicted = new PredictedPoint[points.length];
    int properties = network.manifest().properties().count();
    Arrays.fill(
        predicted, PredictedPoint.without(properties, Double.NaN, PredictionStatus.MISSING));
    if (whole.length == 0) {
      return predicted;
    }
    double[][] batch = Arrays.stream(whole).mapToObj(i -> points[i]).toArray(double[][]::new);
    try (Lease<OpenPredictor> open =
        OPEN.lease(new Key(key, device), key -> OpenPredictor.open(this, device))) {
      PredictedPoint[] results = open.value().predict(batch);
      for (int k = 0; k < whole.length; k++) {
        predicted[whole[k]] = results[k];
      }
    }
    return predicted;
  }
}
