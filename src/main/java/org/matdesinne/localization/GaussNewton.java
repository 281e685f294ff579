package org.matdesinne.localization;

import java.io.Serializable;
import org.matdesinne.config.Section;
import org.matdesinne.design.Ranges;

/**
 * The shortest step to where the surrogate, taken as linear, meets the target: the minimum-norm
 * Gauss–Newton step −(f − y*) ∇f / ‖∇f‖² in standardised parameters. One property gives one
 * equation, so a smooth surrogate is solved in two or three of them, and a candidate stays near
 * where it was drawn.
 *
 * <p>Where the surrogate states an uncertainty u, the first few steps are cautious: of all that
 * meet the target they minimise ‖step‖² + w u², with u taken as linear too. A surrogate is right
 * where its optimiser ends only if it is not led to where nothing is known.
 *
 * <p>A parameter at an end of its range stays there while the step points outwards, and the others
 * make up for it. No step is longer than a radius, which is halved where the error has not become
 * less, and doubled again where it has.
 *
 * @param steps at most
 * @param radius greatest length of a step, in standard deviations of the training set
 * @param caution what doubt costs
 */
public record GaussNewton(int steps, double radius, Caution caution) implements Optimizer {

  /**
   * What doubt costs.
   *
   * @param steps that are cautious, the first ones; every candidate takes them
   * @param weight w, above 0 where there are such steps: squared standard deviations of way that a
   *     squared uncertainty is worth, in 1 over the square of the property's unit
   */
  public record Caution(int steps, double weight) implements Serializable {
    /** No step is cautious. */
    public static final Caution NONE = new Caution(0, 0);

    /** Of the property's spread: the uncertainty that is worth a standard deviation of way. */
    private static final double DOUBT_SHARE = 0.07;

    /** Reads {@code steps} and {@code weight}, 1 over a squared amount of the property. */
    static Caution from(Section section) {
      int steps = section.integer("steps", 0);
      if (!section.has("weight")) {
        double doubt = section.ofSpread(DOUBT_SHARE);
        return new Caution(steps, 1 / (doubt * doubt));
      }
      return new Caution(steps, steps == 0 ? section.number("weight") : section.positive("weight"));
    }
  }

  /** Reads {@code steps, radius, caution}. */
  static GaussNewton from(Section section) {
    return new GaussNewton(
        section.integer("steps", 0),
        section.positive("radius"),
        section.section("caution", Caution::from));
  }

  @Override
  public int leastSteps() {
    return Math.min(steps, caution.steps());
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
    private int taken;

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
    public void move(double error, double[] gradient, double doubt, double[] doubtGradient) {
      boolean cautious = taken < caution.steps() && !Double.isNaN(doubt);
      taken++;
      if (!cautious) {
        boolean better = Math.abs(error) < lastError;
        trusted = better ? Math.min(2 * trusted, radius) : trusted / 2;
        lastError = Math.abs(error);
      }
      boolean[] held = new boolean[point.length];
      double[] step = new double[point.length];
      // Whoever would leave is held, which may make another leave.
      for (boolean leaves = true; leaves; leaves = hold(held, step)) {
        double[] slope = scaled(gradient, held);
        step =
            cautious
                ? cautious(error, slope, doubt, scaled(doubtGradient, held))
                : direct(error, slope);
      }
      double length = Math.sqrt(dot(step, step));
      double factor = length > trusted ? trusted / length : 1;
      for (int j = 0; j < step.length; j++) {
        point[j] = box.nearest(j, point[j] + factor * step[j] * scale[j]);
      }
    }

    /** Holds the parameters that stand at an end and would go beyond; whether there are any. */
    private boolean hold(boolean[] held, double[] step) {
      boolean any = false;
      for (int j = 0; j < step.length; j++) {
        boolean leaves =
            step[j] > 0
                ? point[j] >= box.maximum()[j]
                : step[j] < 0 && point[j] <= box.minimum()[j];
        any |= leaves;
        held[j] |= leaves;
      }
      return any;
    }

    private double[] scaled(double[] gradient, boolean[] held) {
      double[] slope = new double[gradient.length];
      for (int j = 0; j < slope.length; j++) {
        slope[j] = held[j] ? 0 : gradient[j] * scale[j];
      }
      return slope;
    }

    private double[] direct(double error, double[] slope) {
      double square = dot(slope, slope);
      return square == 0 ? new double[slope.length] : combined(-error / square, slope, 0, slope);
    }

    /**
     * Of the steps d with e + g·d = 0 the one that minimises ‖d‖² + w (u + h·d)²: d = −(λ g + μ h)
     * with [g·g, g·h; g·h, h·h + 1/w] [λ, μ] = [e, u].
     */
    private double[] cautious(double error, double[] g, double doubt, double[] h) {
      double hh = dot(h, h) + 1 / caution.weight();
      double gg = dot(g, g);
      // An error of exactly 0 is a prediction cut off at its floor: it holds without a condition.
      if (error == 0 || gg == 0) {
        return combined(0, g, -doubt / hh, h);
      }
      double gh = dot(g, h);
      double determinant = gg * hh - gh * gh;
      return combined(
          -(error * hh - doubt * gh) / determinant, g, -(doubt * gg - error * gh) / determinant, h);
    }

    private static double[] combined(double a, double[] first, double b, double[] second) {
      double[] sum = new double[first.length];
      for (int j = 0; j < sum.length; j++) {
        sum[j] = a * first[j] + b * second[j];
      }
      return sum;
    }

    private static double dot(double[] first, double[] second) {
      double sum = 0;
      for (int j = 0; j < first.length; j++) {
        sum += first[j] * second[j];
      }
      return sum;
    }
  }
}
