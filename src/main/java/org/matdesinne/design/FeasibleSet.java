package org.matdesinne.design;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where candidates may lie: in a box, at the values that parameters can have, and where every
 * constraint is met.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class FeasibleSet implements Serializable {
  private static final long serialVersionUID = 1;

  private final DesignSpace space;
  private final Ranges ranges;
  private final double[][] weights; // (constraints, parameters)
  private final ConstraintProjection projection;

  /**
   * The set of a space.
   *
   * @param ranges where candidates may lie, not beyond the parameters' bounds
   */
  public FeasibleSet(DesignSpace space, Ranges ranges) {
    this.space = space;
    this.ranges = ranges;
    weights = space.constraints().stream().map(each -> each.over(space)).toArray(double[][]::new);
    projection = new ConstraintProjection(space.constraints(), weights, levels(), ranges);
  }

  /** The box alone. */
  public Ranges ranges() {
    return ranges;
  }

  /** The constraints alone. */
  public List<LinearConstraint> constraints() {
    return space.constraints();
  }

  /** The weights of the constraints, in the order of the parameters: (constraints, parameters). */
  public double[][] weights() {
    return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
  }

  /** Which parameters can only have some values: (parameters). */
  public boolean[] levels() {
    boolean[] levels = new boolean[space.dimension()];
    for (int j = 0; j < levels.length; j++) {
      levels[j] = space.parameters().get(j).hasLevels();
    }
    return levels;
  }

  /** Whether it is the box and nothing else. */
  public boolean isBox() {
    return weights.length == 0 && space.parameters().stream().noneMatch(DesignParameter::hasLevels);
  }

  /** Whether {@code point} lies in it, sums to rounding, all else exactly. */
  public boolean holds(double[] point) {
    return ranges.firstOutside(point) < 0
        && IntStream.range(0, point.length)
            .allMatch(j -> space.parameters().get(j).level(point[j]) == point[j])
        && IntStream.range(0, weights.length).allMatch(i -> projection.missed(i, point) == 0);
  }

  /**
   * A point of the set near {@code point}: parameters with levels go to the nearest one, and where
   * there are constraints, the others to the nearest point that meets all. Without constraints they
   * stay. Where no point is found, what comes back does not lie in the set. What is not a number
   * stays that.
   *
   * @param scale (parameters), above 0: what their differences are divided by
   */
  public double[] nearest(double[] point, double[] scale) {
    double[] found = point.clone();
    for (int j = 0; j < found.length; j++) {
      found[j] = nearestLevel(j, found[j]);
    }
    if (weights.length == 0 || !Arrays.stream(found).allMatch(Double::isFinite)) {
      return found;
    }
    double[] projected = projection.nearest(found, scale);
    if (projection.missed(projected) > 0) {
      shiftLevels(found, scale);
      projected = projection.nearest(found, scale);
    }
    return projected;
  }

  /** Of those in the range; the range's end where there is none. */
  private double nearestLevel(int j, double value) {
    DesignParameter parameter = space.parameters().get(j);
    if (!parameter.hasLevels() || Double.isNaN(value)) {
      return value;
    }
    double level = parameter.level(ranges.nearest(j, value));
    if (level < ranges.minimum()[j] || level > ranges.maximum()[j]) {
      List<Double> inside =
          parameter.values().stream()
              .filter(each -> each >= ranges.minimum()[j] && each <= ranges.maximum()[j])
              .toList();
      return inside.isEmpty()
          ? level
          : level < ranges.minimum()[j] ? inside.get(0) : inside.get(inside.size() - 1);
    }
    return level;
  }

  /**
   * Moves levels so that constraints can be met: of all moves of one parameter to another of its
   * levels, again and again the one that misses the constraints least afterwards.
   */
  private void shiftLevels(double[] point, double[] scale) {
    double missed = missed(point, scale);
    int most = space.parameters().stream().mapToInt(each -> each.values().size()).sum();
    for (int move = 0; move < most && missed > 0; move++) {
      int best = -1;
      double bestValue = 0;
      double least = missed;
      for (int j = 0; j < point.length; j++) {
        double before = point[j];
        for (double value : space.parameters().get(j).values()) {
          if (value != before && value >= ranges.minimum()[j] && value <= ranges.maximum()[j]) {
            point[j] = value;
            double now = missed(point, scale);
            if (now < least) {
              best = j;
              bestValue = value;
              least = now;
            }
          }
        }
        point[j] = before;
      }
      if (best < 0) {
        return;
      }
      point[best] = bestValue;
      missed = least;
    }
  }

  /** How far the constraints are missed by the best that the other parameters can do. */
  private double missed(double[] point, double[] scale) {
    return projection.missed(projection.nearest(point, scale));
  }
}
