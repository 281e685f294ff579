package org.matdesinne.spark.evaluate;

import ai.djl.Device;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Spread;
import org.matdesinne.generator.Generator;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.SetMetrics;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.PosteriorCheck;
import org.matdesinne.training.Jitter;

/**
 * The metrics of one trained network on held-out points. The likelihood, where it has one, is of
 * those that lie on no low-dimensional slice of the design space. The calibration is of a random
 * sample of all points, since it is a property of the joint distribution; the sample is the same
 * for every network, so that they can be compared.
 *
 * <p>A network learns points to which {@link Jitter} has added noise, so the held-out points get
 * the same noise before they are ranked.
 *
 * @param network measured
 * @param points held out
 * @param settings how many points have their posteriors drawn from, how often, and the seed of
 *     their choice
 * @param seed of the draws
 */
public record PosteriorMetrics(
    TrainedNetwork network, Examples points, BenchmarkSettings settings, long seed)
    implements Serializable {

  public Map<Metric, Double> compute(Device device) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    Examples general = points.offReference(network.manifest().designSpace());
    if (general.y().length > 0) {
      network
          .logDensity(general.x(), general.y(), device)
          .ifPresent(
              logDensity ->
                  figures.put(Metric.MEDIAN_LOG_LIKELIHOOD, Spread.of(logDensity).median()));
    }
    try (Generator generator = network.confinedGenerator(device)) {
      figures.putAll(
          SetMetrics.calibration(
              new PosteriorCheck(generator, settings.posteriorDraws(), seed)
                  .ranks(
                      thickened(network.manifest())
                          .sample(settings.posteriorPoints(), settings.comparison().seed()))));
    }
    return figures;
  }

  private Examples thickened(NetworkManifest manifest) {
    Jitter jitter = Jitter.of(manifest.settings().training(), manifest.designSpace(), points.x());
    return points.at(jitter.apply(points.x(), RandomSource.PHILOX_4X64.create(seed)));
  }
}
