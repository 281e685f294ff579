package org.matdesinne.localization;

import java.io.Serializable;
import org.matdesinne.design.Ranges;

/** Moves one candidate at a time, by the surrogate's value and gradient where it stands. */
public sealed interface Optimizer extends Serializable permits AdamDescent, GaussNewton {

  /** Steps of a candidate, at most. */
  int steps();

  /** Steps that every candidate takes, on target or not. */
  default int minSteps() {
    return 0;
  }

  /**
   * The state of a candidate before its first step.
   *
   * @param start (parameters) in the units of the design space
   * @param box that no candidate shall end outside of
   * @param scale (parameters) standard deviation of each parameter in the training set
   */
  OptimizerState initialState(double[] start, Ranges box, double[] scale);

  /** One candidate on its way, with what the optimizer remembers of it. */
  interface OptimizerState {

    /** (parameters) where it stands; changed by every move. */
    double[] point();

    /**
     * Takes a step.
     *
     * @param error prediction − target, in the property's unit
     * @param gradient (parameters) of the prediction
     * @param uncertainty uncertainty of the prediction, in the property's unit; NaN where none is
     *     stated
     * @param uncertaintyGradient (parameters) of it
     */
    void move(double error, double[] gradient, double uncertainty, double[] uncertaintyGradient);
  }
}
