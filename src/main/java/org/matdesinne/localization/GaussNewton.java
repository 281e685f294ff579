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
 * <p>Where the surrogate states an uncertainty u, the first few steps are penalized: of all that
 * meet the target they minimise ‖step‖² + w u², with u taken as linear too. A surrogate is right
 * where its optimiser ends only if it is not led to where nothing is known.
 *
 * <p>A parameter at an end of its range stays there while the step points outwards, and the others
 * make up for it. No step is longer than a radius, which is halved where the error has not become
 * less, and doubled again where it has.
 *
 * @param steps at most
 * @param radius greatest length of a step, in standard deviations of the training set
 * @param uncertaintyPenalty what the first steps pay for uncertainty
 */
public record GaussNewton(int steps, double radius, UncertaintyPenalty uncertaintyPenalty)
    implements Optimizer {

  /**
   * What a step pays for leading to where the surrogate is uncertain.
   *
   * @param steps that are penalized, the first ones; every candidate takes them
   * @param weight w, above 0 where there are such steps: squared standard deviations of way that a
   *     squared uncertainty is worth, in 1 over the square of the property's unit
   */
  public record UncertaintyPenalty(int steps, double weight) implements Serializable {
    /** No step is penalized. */
    public static final UncertaintyPenalty NONE = new UncertaintyPenalty(0, 0);

    /** Of the property's spread: the uncertainty that is worth a standard deviation of way. */
    private static final double UNCERTAINTY_SHARE = 0.07;

    /** Reads {@code steps} and {@code weight}, 1 over a squared amount of the property. */
    static UncertaintyPenalty from(Section section) {
      int steps = section.integer("steps", 0);
      if (!section.has("weight")) {
        double uncertainty = section.ofSpread(UNCERTAINTY_SHARE);
        return new UncertaintyPenalty(steps, 1 / (uncertainty * uncertainty));
      }
      return new UncertaintyPenalty(
          steps, steps == 0 ? section.number("weight") : section.positive("weight"));
    }
  }

  /** Reads {@code steps, radius, uncertainty-penalty}. */
  static GaussNewton from(Section section) {
    return new GaussNewton(
        section.integer("steps", 0),
        section.positive("radius"),
        section.section("uncertainty-penalty", UncertaintyPenalty::from));
  }

  @Override
  public int minSteps() {
    return Math.min(steps, uncertaintyPenalty.steps());
  }

  @Override
  public OptimizerState initialState(double[] start, Ranges box, double[] scale) {
    return new TrustRegionState(start, box, scale);
  }

  /** A candidate with the length of step that the gradient is trusted for. */
  private final class TrustRegionState implements OptimizerState {
    private final Ranges box;
    private final double[] scale;
    private final double[] point;
    private double trusted = radius;
    private double lastError = Double.POSITIVE_INFINITY;
    private int taken;

    TrustRegionState(double[] start, Ranges box, double[] scale) {
      this.box = box;
      this.scale = scale;
      point = box.nearest(start);
    }

    @Override
    public double[] point() {
      return point;
    }

    @Override
    public void move(
        double error, double[] gradient, double uncertainty, double[] uncertaintyGradient) {
      boolean penalized = taken < uncertaintyPenalty.steps() && !Double.isNaN(uncertainty);
      taken++;
      if (!penalized) {
        boolean better = Math.abs(error) < lastError;
        trusted = better ? Math.min(2 * trusted, radius) : trusted / 2;
        lastError = Math.abs(error);
      }
      boolean[] held = new boolean[point.length];
      double[] step = new double[point.length];
      // Whoever would leave is held, which may make another leave.
      for (boolean leaves = true; leaves; leaves = hold(held, step)) {
        double[] scaledGradient = scaled(gradient, held);
        step =
            penalized
                ? penalized(error, scaledGradient, uncertainty, scaled(uncertaintyGradient, held))
                : direct(error, scaledGradient);
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
      double[] scaled = new double[gradient.length];
      for (int j = 0; j < scaled.length; j++) {
        scaled[j] = held[j] ? 0 : gradient[j] * scale[j];
      }
      return scaled;
    }

    private double[] direct(double error, double[] g) {
      double square = dot(g, g);
      return square == 0 ? new double[g.length] : combined(-error / square, g, 0, g);
    }

    /**
     * Of the steps d with e + g·d = 0 the one that minimises ‖d‖² + w (u + h·d)²: d = −(λ g + μ h)
     * with [g·g, g·h; g·h, h·h + 1/w] [λ, μ] = [e, u].
     */
    private double[] penalized(double error, double[] g, double uncertainty, double[] h) {
      double hh = dot(h, h) + 1 / uncertaintyPenalty.weight();
      double gg = dot(g, g);
      // An error of exactly 0 is a prediction cut off at its floor: it holds without a condition.
      if (error == 0 || gg == 0) {
        return combined(0, g, -uncertainty / hh, h);
      }
      double gh = dot(g, h);
      double determinant = gg * hh - gh * gh;
      return combined(
          -(error * hh - uncertainty * gh) / determinant,
          g,
          -(uncertainty * gg - error * gh) / determinant,
          h);
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
