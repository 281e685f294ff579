package org.matdesinne.localization;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.config.Section;
import org.matdesinne.design.Ranges;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Surrogate;

/**
 * The paper's localization: Adam on (f(x) − y*)² of each candidate, in standardised parameters. A
 * candidate that meets the target inside the box leaves the batch, so the cost is that of the steps
 * really needed.
 */
public final class AdamLocalizer implements Localizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /**
   * What the optimiser is told.
   *
   * @param learningRate in standard deviations of the training set
   * @param steps at most
   * @param tolerance greatest |prediction − target| that ends a candidate, in the property's unit
   * @param boundary what keeps a candidate in the box
   */
  public record Settings(double learningRate, int steps, double tolerance, Boundary boundary)
      implements Serializable {

    /** Reads {@code learning-rate, steps, tolerance, boundary}. */
    public static Settings from(Section section) {
      return new Settings(
          section.positive("learning-rate"),
          section.integer("steps", 0),
          section.positive("tolerance"),
          section.choice("boundary", Boundary.class));
    }
  }

  /** What keeps a candidate in the box. */
  public enum Boundary {
    /** After every step it is put back onto the nearest point of the box. */
    PROJECTION,
    /**
     * The boundary loss of the Neural Adjoint (Ren, Padilla and Malof, NeurIPS 2020): how far it
     * lies outside, summed over the standardised parameters, is added to the loss.
     */
    PENALTY
  }

  private final Surrogate surrogate;
  private final Ranges box;
  private final double[] scale;
  private final Settings settings;

  /**
   * A localizer.
   *
   * @param box no candidate ends outside it
   * @param scale (parameters) standard deviation of each parameter in the training set
   */
  public AdamLocalizer(Surrogate surrogate, Ranges box, double[] scale, Settings settings) {
    this.surrogate = surrogate;
    this.box = box;
    this.scale = scale.clone();
    this.settings = settings;
  }

  @Override
  public List<Localized> localize(double[][] starts, double target) {
    Localized[] results = new Localized[starts.length];
    List<Walker> walkers = new ArrayList<>(starts.length);
    for (int i = 0; i < starts.length; i++) {
      walkers.add(new Walker(i, starts[i]));
    }
    for (int step = 0; !walkers.isEmpty(); step++) {
      Differential differential =
          surrogate.differentiate(
              walkers.stream().map(walker -> walker.point).toArray(double[][]::new));
      List<Walker> remaining = new ArrayList<>(walkers.size());
      for (int i = 0; i < walkers.size(); i++) {
        Walker walker = walkers.get(i);
        double value = differential.value()[i];
        double error = value - target;
        boolean converged = Math.abs(error) <= settings.tolerance && walker.inside();
        // A value that is not a number never converges: its walker ends here, too.
        if (converged || step == settings.steps || Double.isNaN(error)) {
          results[walker.index] = new Localized(walker.point, value, step, converged);
        } else {
          walker.move(error, differential.gradient()[i], step + 1);
          remaining.add(walker);
        }
      }
      walkers = remaining;
    }
    return Arrays.asList(results);
  }

  /** One candidate on its way, with the moments of its gradient. */
  private final class Walker {
    private final int index;
    private final double[] point;
    private final double[] mean;
    private final double[] square;

    Walker(int index, double[] start) {
      this.index = index;
      point = start.clone();
      mean = new double[start.length];
      square = new double[start.length];
      project();
    }

    /** A step of Adam down the squared error. */
    void move(double error, double[] gradient, int step) {
      double meanCorrection = 1 - Math.pow(BETA1, step);
      double squareCorrection = 1 - Math.pow(BETA2, step);
      for (int j = 0; j < point.length; j++) {
        double slope = 2 * error * gradient[j] * scale[j] + outward(j);
        mean[j] = BETA1 * mean[j] + (1 - BETA1) * slope;
        square[j] = BETA2 * square[j] + (1 - BETA2) * slope * slope;
        double direction =
            mean[j] / meanCorrection / (Math.sqrt(square[j] / squareCorrection) + EPSILON);
        point[j] -= settings.learningRate * scale[j] * direction;
      }
      project();
    }

    private void project() {
      if (settings.boundary == Boundary.PROJECTION) {
        for (int j = 0; j < point.length; j++) {
          point[j] = Math.min(Math.max(point[j], box.minimum()[j]), box.maximum()[j]);
        }
      }
    }

    /** The boundary loss's derivative; none where projection keeps the point inside. */
    private double outward(int j) {
      return point[j] > box.maximum()[j] ? 1 : point[j] < box.minimum()[j] ? -1 : 0;
    }

    private boolean inside() {
      return box.firstOutside(point) < 0;
    }
  }
}
