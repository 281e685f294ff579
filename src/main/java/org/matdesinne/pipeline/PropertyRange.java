package org.matdesinne.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.generator.MultiStart;
import org.matdesinne.surrogate.Surrogate;

/**
 * The values of a property that are known to be met somewhere in a box. What lies beyond is not
 * impossible, but nothing speaks for it.
 *
 * @param minimum in the property's unit
 * @param maximum in the property's unit
 */
public record PropertyRange(double minimum, double maximum) implements Serializable {
  /** Points that are spread over the box. */
  public static final int POINTS = 1000;

  /**
   * What a surrogate predicts at points spread evenly over a box; empty where it predicts no finite
   * number.
   */
  public static Optional<PropertyRange> of(Surrogate surrogate, Ranges box) {
    try (MultiStart spread = new MultiStart(box)) {
      double[][] latents = new LatentSource(0).draw(0, 0, POINTS, spread.latentDimension());
      return of(surrogate.predict(spread.generate(latents, 0)).value());
    }
  }

  /**
   * What the labels of points in a box are; empty where none lies there.
   *
   * @param x (rows, parameters)
   * @param y (rows) in the property's unit
   */
  public static Optional<PropertyRange> of(double[][] x, double[] y, Ranges box) {
    double[] inside = new double[y.length];
    Arrays.setAll(inside, i -> box.firstOutside(x[i]) < 0 ? y[i] : Double.NaN);
    return of(inside);
  }

  private static Optional<PropertyRange> of(double[] values) {
    DoubleSummaryStatistics finite =
        Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
    return finite.getCount() == 0
        ? Optional.empty()
        : Optional.of(new PropertyRange(finite.getMin(), finite.getMax()));
  }

  /** From the lesser minimum to the greater maximum of two. */
  public PropertyRange and(PropertyRange other) {
    return new PropertyRange(Math.min(minimum, other.minimum), Math.max(maximum, other.maximum));
  }

  /** The value in the range that is nearest to {@code target}. */
  public double nearest(double target) {
    return Math.min(Math.max(target, minimum), maximum);
  }
}
