package org.matdesinne.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.generator.MultiStart;
import org.matdesinne.surrogate.Surrogate;

/**
 * Values of the properties that are known to be met together somewhere in a box. What lies beyond
 * is not impossible, but nothing speaks for it.
 *
 * @param values (rows, properties), finite, at least one row
 */
public record AttainedValues(double[][] values) implements Serializable {
  /** Points that are spread over the box. */
  public static final int POINTS = 1000;

  /** Values together are told from others by so many of those that are known. */
  private static final int COMPARED = 1000;

  /** So many times the usual distance between known values is far away. */
  private static final double FAR = 3;

  /**
   * What a surrogate predicts at points spread evenly over a box; empty where it predicts no finite
   * numbers.
   */
  public static Optional<AttainedValues> of(Surrogate surrogate, Ranges box) {
    try (MultiStart spread = new MultiStart(box)) {
      double[][] latents = new LatentSource(0).draw(0, 0, POINTS, spread.latentDimension());
      return of(Arrays.stream(surrogate.predict(spread.generate(latents)).value()));
    }
  }

  /**
   * What the labels of points in a box are; empty where none lies there.
   *
   * @param x (rows, parameters)
   * @param y (rows, properties) in their units
   */
  public static Optional<AttainedValues> of(double[][] x, double[][] y, Ranges box) {
    Stream.Builder<double[]> inside = Stream.builder();
    for (int i = 0; i < y.length; i++) {
      if (box.firstOutside(x[i]) < 0) {
        inside.add(y[i]);
      }
    }
    return of(inside.build());
  }

  private static Optional<AttainedValues> of(Stream<double[]> values) {
    double[][] finite =
        values
            .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
            .toArray(double[][]::new);
    return finite.length == 0 ? Optional.empty() : Optional.of(new AttainedValues(finite));
  }

  /** These and others. */
  public AttainedValues and(AttainedValues other) {
    return new AttainedValues(
        Stream.concat(Arrays.stream(values), Arrays.stream(other.values)).toArray(double[][]::new));
  }

  /** From the least to the greatest value of the property at {@code index}. */
  public Goal range(int index) {
    DoubleSummaryStatistics found =
        Arrays.stream(values).mapToDouble(row -> row[index]).summaryStatistics();
    return new Goal(found.getMin(), found.getMax());
  }

  /** Whether something speaks for a target. */
  public boolean speakFor(Target target, double[] spread) {
    List<Goal> goals = target.goals();
    for (int k = 0; k < goals.size(); k++) {
      Goal range = range(k);
      if (goals.get(k).upper() < range.lower() || goals.get(k).lower() > range.upper()) {
        return false;
      }
    }
    // Values between those of one property are met; between those of several they need not be.
    return goals.size() == 1
        || distance(target, nearest(target, spread), spread) <= FAR * usualDistance(spread);
  }

  /** Of the values that are known, those that come nearest to a target: (properties). */
  public double[] nearest(Target target, double[] spread) {
    double[] best = values[0];
    double least = distance(target, best, spread);
    for (double[] each : values) {
      double distance = distance(target, each, spread);
      if (distance < least) {
        best = each;
        least = distance;
      }
    }
    return best;
  }

  private static double distance(Target target, double[] values, double[] spread) {
    return length(target.missedBy(values), spread);
  }

  private static double length(double[] difference, double[] spread) {
    double sum = 0;
    for (int k = 0; k < difference.length; k++) {
      sum += difference[k] * difference[k] / (spread[k] * spread[k]);
    }
    return Math.sqrt(sum);
  }

  /** What most of the known values are from their nearest neighbour, at most. */
  private double usualDistance(double[] spread) {
    int step = Math.max(1, values.length / COMPARED);
    double[][] some =
        Stream.iterate(0, i -> i < values.length, i -> i + step)
            .map(i -> values[i])
            .toArray(double[][]::new);
    double[] nearest = new double[some.length];
    for (int i = 0; i < some.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < some.length; j++) {
        if (i != j) {
          double[] difference = some[i].clone();
          for (int k = 0; k < difference.length; k++) {
            difference[k] -= some[j][k];
          }
          least = Math.min(least, length(difference, spread));
        }
      }
      nearest[i] = least;
    }
    Arrays.sort(nearest);
    return nearest[(int) (0.95 * (nearest.length - 1))];
  }
}
