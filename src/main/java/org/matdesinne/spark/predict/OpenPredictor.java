package org.matdesinne.spark.predict;

import ai.djl.Device;
import java.util.Arrays;
import java.util.Optional;
import org.matdesinne.design.Ranges;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.NetworkCache;
import org.matdesinne.spark.device.DeviceTurns;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

/** A {@link PointPredictor} on an executor, with its network and its search tree open. */
final class OpenPredictor implements AutoCloseable {
  private final Lease<Surrogate> surrogate;
  private final Device device;
  private final Ranges ranges;
  private final Optional<Novelty> known;

  private OpenPredictor(
      Lease<Surrogate> surrogate, Device device, Ranges ranges, Optional<Novelty> known) {
    this.surrogate = surrogate;
    this.device = device;
    this.ranges = ranges;
    this.known = known;
  }

  static OpenPredictor open(PointPredictor predictor, Device device) {
    Optional<Novelty> known =
        predictor.known().length == 0
            ? Optional.empty()
            // Only the distance is asked for, whatever counts as novel.
            : Optional.of(
                Novelty.of(predictor.network().manifest().designSpace(), predictor.known(), 0));
    return new OpenPredictor(
        NetworkCache.surrogate(predictor.network(), device),
        device,
        predictor.network().manifest().ranges(),
        known);
  }

  /**
   * What is said of points.
   *
   * @param points (rows, parameters), finite
   */
  PredictedPoint[] predict(double[][] points) {
    Prediction prediction = DeviceTurns.take(device, () -> surrogate.value().predict(points));
    PredictedPoint[] predicted = new PredictedPoint[points.length];
    for (int i = 0; i < points.length; i++) {
      double[] point = points[i];
      double distance = known.map(novelty -> novelty.nearestDistance(point)).orElse(Double.NaN);
      double[] value = prediction.value()[i];
      predicted[i] =
          Arrays.stream(value).allMatch(Double::isFinite)
              ? new PredictedPoint(value, prediction.uncertainty()[i], distance, status(point))
              : PredictedPoint.without(value.length, distance, PredictionStatus.NO_RESULT);
    }
    return predicted;
  }

  private PredictionStatus status(double[] point) {
    return ranges.firstOutside(point) < 0
        ? PredictionStatus.IN_RANGE
        : PredictionStatus.OUT_OF_RANGE;
  }

  @Override
  public void close() {
    surrogate.close();
  }
}
