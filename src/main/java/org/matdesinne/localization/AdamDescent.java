package org.matdesinne.localization;

import org.matdesinne.config.Section;
import org.matdesinne.design.Ranges;

/**
 * The paper's localization: Adam on (f(x) − y*)² of each candidate, in standardised parameters.
 *
 * @param learningRate in standard deviations of the training set
 * @param steps at most
 * @param boundary what keeps a candidate in the box
 */
public record AdamDescent(double learningRate, int steps, Boundary boundary) implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** What keeps a candidate in the box. */
  public enum Boundary {
    /** After every step it is put back onto the nearest point of the box. */
    PROJECTION,
    /**
     * The boundary loss of the Neural Adjoint (Ren, Padilla and Malof, NeurIPS 2020): how far it
     * lies outside, summed over the standardised parameters, is added to the loss. A parameter
     * whose range is narrower than a step, which could only by chance end inside, is projected.
     */
    PENALTY
  }

  /** Reads {@code learning-rate, steps, boundary}. */
  static AdamDescent from(Section section) {
    return new AdamDescent(
        section.positive("learning-rate"),
        section.integer("steps", 0),
        section.choice("boundary", Boundary.class));
  }

  @Override
  public OptimizerState initialState(double[] start, Ranges box, double[] scale) {
    return new AdamState(start, box, scale);
  }

  /** A candidate with the moments of its gradient. */
  private final class AdamState implements OptimizerState {
    private final Ranges box;
    private final double[] scale;
    private final double[] point;
    private final double[] mean;
    private final double[] square;
    private int step;

    AdamState(double[] start, Ranges box, double[] scale) {
      this.box = box;
      this.scale = scale;
      point = start.clone();
      for (int j = 0; j < point.length; j++) {
        point[j] = kept(j, point[j]);
      }
      mean = new double[start.length];
      square = new double[start.length];
    }

    @Override
    public double[] point() {
      return point;
    }

    @Override
    public void move(
        double error, double[] gradient, double uncertainty, double[] uncertaintyGradient) {
      step++;
      double meanCorrection = 1 - Math.pow(BETA1, step);
      double squareCorrection = 1 - Math.pow(BETA2, step);
      for (int j = 0; j < point.length; j++) {
        double derivative = 2 * error * gradient[j] * scale[j] + outward(j);
        mean[j] = BETA1 * mean[j] + (1 - BETA1) * derivative;
        square[j] = BETA2 * square[j] + (1 - BETA2) * derivative * derivative;
        double direction =
            mean[j] / meanCorrection / (Math.sqrt(square[j] / squareCorrection) + EPSILON);
        point[j] -= learningRate * scale[j] * direction;
        point[j] = kept(j, point[j]);
      }
    }

    private double kept(int j, double value) {
      boolean narrow = box.maximum()[j] - box.minimum()[j] < learningRate * scale[j];
      return boundary == Boundary.PROJECTION || narrow ? box.nearest(j, value) : value;
    }

    /** The boundary loss's derivative; none where projection keeps the point inside. */
    private double outward(int j) {
      return point[j] > box.maximum()[j] ? 1 : point[j] < box.minimum()[j] ? -1 : 0;
    }
  }
}
