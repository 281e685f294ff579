package org.matdesinne.spark;

import ai.djl.Device;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.matdesinne.generator.Generator;
import org.matdesinne.metrics.HeldOut;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.SetFigures;
import org.matdesinne.metrics.Spread;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.PosteriorCheck;

/**
 * The figures of one trained network on held-out points that lie on no sheet: likelihood, where it
 * has one, and calibration.
 *
 * @param network as it travels
 * @param points held out
 * @param checked how many of them have their posteriors drawn from
 * @param draws from each posterior
 * @param seed of the draws
 */
record PosteriorFigures(
    DesignTask.Network network, HeldOut points, int checked, int draws, long seed)
    implements Serializable {

  Map<Metric, Double> compute(Device device) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    TrainedNetwork trained = network.open();
    trained
        .logDensity(points.x(), points.y(), device)
        .ifPresent(
            logDensity ->
                figures.put(Metric.MEDIAN_LOG_LIKELIHOOD, Spread.of(logDensity).median()));
    try (Generator generator = trained.generator(device)) {
      figures.putAll(
          SetFigures.calibration(
              new PosteriorCheck(generator, draws, seed).ranks(points.first(checked))));
    }
    return figures;
  }
}
