package org.matdesinne.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Target;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.SetMetrics;
import org.matdesinne.metrics.TrialScore;
import org.matdesinne.surrogate.Surrogate;

/**
 * Scores a generator by what it draws, before any selection or localization.
 *
 * @param generator what is scored
 * @param surrogate predicts the properties of the draws
 * @param spread of the properties, by which errors of several of them are added up
 * @param figures of a set of draws; its ranges are those that a draw should keep
 * @param draws for each target
 * @param seed of the draws
 */
public record DrawCheck(
    Generator generator,
    Surrogate surrogate,
    Amounts spread,
    SetMetrics figures,
    int draws,
    long seed) {

  /**
   * The score.
   *
   * @param heldOut points that the generator was not fitted to
   */
  public TrialScore score(List<Target> targets, Examples heldOut) {
    Conditions conditions = Conditions.of(seed, targets, heldOut.y(), spread.toArray());
    List<Map<Metric, Double>> found =
        targets.stream().map(target -> figures(target, conditions, heldOut)).toList();
    return new TrialScore(
        over(found, Metric.MAE, Double::sum) / found.size(),
        1 - over(found, Metric.OUTSIDE, Math::max),
        over(found, Metric.UNIQUE_AVERAGE, Math::min),
        mean(found, Metric.HISTOGRAM_OVERLAP),
        mean(found, Metric.MAXIMUM_MEAN_DISCREPANCY),
        mean(found, Metric.CLASSIFIER_ACCURACY));
  }

  private Map<Metric, Double> figures(Target target, Conditions conditions, Examples heldOut) {
    long key = LatentSource.key(target);
    double[][] z = new LatentSource(seed).draw(key, 0, draws, generator.latentDimension());
    double[][] inRange =
        Arrays.stream(generator.generate(z, conditions.draw(target, 0, draws)))
            .filter(
                point ->
                    Arrays.stream(point).allMatch(Double::isFinite)
                        && figures.ranges().firstOutside(point) < 0)
            .toArray(double[][]::new);
    Map<Metric, Double> found = new EnumMap<>(Metric.class);
    found.put(Metric.OUTSIDE, 1 - (double) inRange.length / draws);
    found.put(Metric.MAE, Double.NaN);
    if (inRange.length > 0) {
      found.put(
          Metric.MAE,
          Arrays.stream(surrogate.predict(inRange).value())
              .mapToDouble(predicted -> spread.combined(target.missedBy(predicted)))
              .average()
              .orElseThrow());
      found.putAll(figures.uniqueness(inRange));
      found.putAll(figures.coverage(inRange, target, heldOut));
    }
    return found;
  }

  private static double[] values(List<Map<Metric, Double>> found, Metric metric) {
    List<Double> values = new ArrayList<>();
    found.stream().filter(each -> each.containsKey(metric)).forEach(e -> values.add(e.get(metric)));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double over(
      List<Map<Metric, Double>> found, Metric metric, DoubleBinaryOperator operator) {
    return Arrays.stream(values(found, metric)).reduce(operator).orElse(Double.NaN);
  }

  private static double mean(List<Map<Metric, Double>> found, Metric metric) {
    return Arrays.stream(values(found, metric)).average().orElse(Double.NaN);
  }
}
