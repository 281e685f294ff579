package org.matdesinne.localization;

import java.util.Arrays;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Target;

/**
 * Where localization leads to: of each property, values from a lower to an upper end. A candidate
 * has come there when it is off by no more than a slack.
 *
 * <p>A wanted value is both ends, and its tolerance the slack. A wanted range is made narrower by
 * the tolerance on both sides, which is then the slack: steps end near what they aim at, on either
 * side of it, and are to end inside.
 *
 * @param lower (properties), in their units, or negative infinity
 * @param upper (properties), in their units, or infinity
 * @param slack (properties), above 0, in their units
 * @param weight (properties), what an error of each counts, in errors of the first over its own
 */
record Aim(double[] lower, double[] upper, double[] slack, double[] weight) {

  /**
   * The aim of a target.
   *
   * @param tolerance of properties of which a value is wanted without a tolerance of its own
   */
  static Aim of(Target target, Amounts tolerance) {
    int count = tolerance.count();
    double[] lower = new double[count];
    double[] upper = new double[count];
    double[] slack = new double[count];
    double[] weight = new double[count];
    for (int k = 0; k < count; k++) {
      Goal goal = target.goals().get(k);
      double allowed = Double.isNaN(goal.tolerance()) ? tolerance.get(k) : goal.tolerance();
      double inwards = goal.isValue() ? 0 : Math.min(allowed, (goal.upper() - goal.lower()) / 2);
      lower[k] = goal.lower() + inwards;
      upper[k] = goal.upper() - inwards;
      slack[k] = goal.isFree() ? Double.POSITIVE_INFINITY : goal.isValue() ? allowed : inwards;
      weight[k] = tolerance.get(0) / tolerance.get(k);
    }
    return new Aim(lower, upper, slack, weight);
  }

  /** How many properties there are. */
  int properties() {
    return lower.length;
  }

  /**
   * The slack, less what single precision may add: what is met in it is met in double precision.
   */
  double[] slackInSinglePrecision() {
    double[] less = new double[slack.length];
    Arrays.setAll(
        less,
        k -> {
          double end = Double.isInfinite(lower[k]) ? upper[k] : lower[k];
          double rounding = Math.ulp((float) end) + Math.ulp((float) slack[k]);
          return Double.isInfinite(slack[k])
              ? slack[k]
              : Math.max(slack[k] / 2, slack[k] - rounding);
        });
    return less;
  }
}
