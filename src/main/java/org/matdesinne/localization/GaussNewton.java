package org.matdesinne.localization;

import org.matdesinne.config.Section;
import org.matdesinne.design.Ranges;

/**
 * The shortest step to where the surrogate, taken as linear, meets the target: the minimum-norm
 * Gauss–Newton step −(f − y*) ∇f / ‖∇f‖² in standardised parameters. One property gives one
 * equation, so a smooth surrogate is solved in two or three of them, and a candidate stays near
 * where it was drawn.
 *
 * <p>A parameter at an end of its range stays there while the step points outwards, and the others
 * make up for it. No step is longer than a radius, which is halved where the error has not become
 * less, and doubled again where it has.
 *
 * @param steps at most
 * @param radius greatest length of a step, in standard deviations of the training set
 */
public record GaussNewton(int steps, double radius) implements Optimizer {

  /** Reads {@code steps, radius}. */
  static GaussNewton from(Section section) {
    return new GaussNewton(section.integer("steps", 0), section.positive("radius"));
  }

  @Override
  public Walker from(double[] start, Ranges box, double[] scale) {
    return new Trusting(start, box, scale);
  }

  /** A candidate with the length of step that it trusts the slope for. */
  private final class Trusting implements Walker {
    private final Ranges box;
    private final double[] scale;
    private final double[] point;
    private double trusted = radius;
    private double lastError = Double.POSITIVE_INFINITY;

    Trusting(double[] start, Ranges box, double[] scale) {
      this.box = box;
      this.scale = scale;
      point = box.nearest(start);
    }

    @Override
    public double[] point() {
      return point;
    }

    @Override
    public void move(double error, double[] gradient) {
      boolean better = Math.abs(error) < lastError;
      trusted = better ? Math.min(2 * trusted, radius) : trusted / 2;
      lastError = Math.abs(error);
      double[] slope = new double[point.length];
      double square = 0;
      for (int j = 0; j < slope.length; j++) {
        double each = gradient[j] * scale[j];
        slope[j] = leaves(j, -error * each) ? 0 : each;
        square += slope[j] * slope[j];
      }
      if (square == 0) {
        return;
      }
      double length = Math.abs(error) / Math.sqrt(square);
      double factor = -error / square * Math.min(1, trusted / length);
      for (int j = 0; j < slope.length; j++) {
        point[j] = box.nearest(j, point[j] + factor * slope[j] * scale[j]);
      }
    }

    private boolean leaves(int j, double direction) {
      return direction > 0 ? point[j] >= box.maximum()[j] : point[j] <= box.minimum()[j];
    }
  }
}
