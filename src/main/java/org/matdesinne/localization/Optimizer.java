package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.Serializable;
import java.util.Optional;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Evaluation;

/**
 * Moves a batch of candidates, each by the surrogate's value and gradient where it stands. All is
 * done where the batch lies, for all candidates at once.
 */
public sealed interface Optimizer extends Serializable permits AdamDescent, GaussNewton {

  /** Steps of a candidate, at most. */
  int steps();

  /**
   * Name of the network that is asked for derivatives in the surrogate's place; empty where the
   * surrogate itself is.
   */
  default Optional<String> guideName() {
    return Optional.empty();
  }

  /**
   * The state of candidates before their first step.
   *
   * @param starts inside the box
   * @param weight (properties), what an error of each counts, in errors of the first over its own
   */
  OptimizerState initialState(PointBatch starts, Surroundings surroundings, double[] weight);

  /**
   * What candidates move in.
   *
   * @param box that none shall end outside of
   * @param scale (parameters) standard deviation of each parameter in the training set
   * @param mobility (parameters) the same, and 0 for parameters that stay what they are
   * @param tangent of the constraints that candidates meet; empty where there are none
   * @param scalars of the device
   */
  record Surroundings(
      FloatBox box, NDArray scale, NDArray mobility, Optional<Tangent> tangent, Scalars scalars) {

    /** Where a step in units of the mobility ends: (rows, parameters). */
    NDArray move(NDArray point, NDArray step) {
      return tangent
          .map(along -> along.move(point, step))
          .orElseGet(() -> box.nearest(point.add(step.mul(mobility))));
    }
  }

  /** Candidates on their way, with what the optimizer remembers of them. */
  interface OptimizerState {

    /** Where they stand. */
    PointBatch points();

    /**
     * Which candidates, were they on target where they stand, need no further step.
     *
     * @param here what the surrogate says where they stand
     * @return (rows, 1), boolean
     */
    NDArray content(Evaluation here);

    /** Steps, at least one, that it takes before it needs an exact prediction. */
    int stepsTogether();

    /**
     * Takes a step.
     *
     * @param error (rows, properties), what predictions are off, in their units
     * @param here what is said where they stand, derivatives above all
     * @param moving (rows, 1), boolean: the others stay
     */
    void move(NDArray error, Differential here, NDArray moving);

    /**
     * Goes on with some of the candidates.
     *
     * @param index (chosen), their numbers: int64
     */
    void keep(NDArray index);

    /** Every tensor that must outlive a step. */
    NDList tensors();
  }
}
