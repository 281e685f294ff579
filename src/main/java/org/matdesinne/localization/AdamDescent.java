package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.matdesinne.config.Section;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Evaluation;

/**
 * The paper's localization: Adam on (f(x) − y*)² of each candidate, in standardised parameters;
 * where there are several properties, on the sum of such squares, each by its weight.
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
  public OptimizerState initialState(
      PointBatch starts, Surroundings surroundings, double[] weight) {
    return new AdamState(starts.tensor(), surroundings, weight);
  }

  /** Candidates with the moments of their gradients. */
  private final class AdamState implements OptimizerState {
    private final Surroundings surroundings;
    private final double[] weight; // (properties)
    private final FloatBox box;
    private final NDArray mobility;
    private final Scalars scalars;
    private final NDArray kept; // (parameters), boolean: those that are put back after a step
    private NDArray point; // (rows, parameters)
    private NDArray mean; // (rows, parameters)
    private NDArray square; // (rows, parameters)
    private int step;

    AdamState(NDArray starts, Surroundings surroundings, double[] weight) {
      this.surroundings = surroundings;
      this.weight = weight;
      box = surroundings.box();
      mobility = surroundings.mobility();
      scalars = surroundings.scalars();
      NDArray narrow = box.maximum().sub(box.minimum()).lt(mobility.mul(scalars.of(learningRate)));
      kept = boundary == Boundary.PROJECTION ? narrow.logicalOr(narrow.logicalNot()) : narrow;
      point = starts;
      mean = starts.zerosLike();
      square = starts.zerosLike();
    }

    @Override
    public PointBatch points() {
      return new PointBatch(point);
    }

    @Override
    public NDArray content(Evaluation here) {
      return Tensors.allOf(here.value().eq(here.value()));
    }

    @Override
    public int stepsTogether() {
      return 1;
    }

    @Override
    public void move(NDArray error, Differential here, NDArray moving) {
      step++;
      NDArray derivative = along(ofSquares(error, here).add(outward()));
      mean = mean.mul(scalars.of(BETA1)).add(derivative.mul(scalars.of(1 - BETA1)));
      square = square.mul(scalars.of(BETA2)).add(derivative.square().mul(scalars.of(1 - BETA2)));
      NDArray size =
          square.div(scalars.of(1 - Math.pow(BETA2, step))).sqrt().add(scalars.of(EPSILON));
      NDArray direction = mean.div(scalars.of(1 - Math.pow(BETA1, step))).div(size);
      NDArray end = end(direction.mul(scalars.of(-learningRate)));
      point = NDArrays.where(moving.broadcast(end.getShape()), end, point);
    }

    /** The derivative of the squared errors: (rows, parameters). */
    private NDArray ofSquares(NDArray error, Differential here) {
      NDArray sum = null;
      for (int k = 0; k < weight.length; k++) {
        NDArray byPoint = here.predictions().get(k).gradient().mul(mobility);
        NDArray off = weight.length == 1 ? error : error.get(":, {}", (long) k).expandDims(1);
        NDArray ofOne = off.add(off).mul(byPoint);
        NDArray counted = weight[k] == 1 ? ofOne : ofOne.mul(scalars.of(weight[k] * weight[k]));
        sum = sum == null ? counted : sum.add(counted);
      }
      return sum;
    }

    /** What is left of a derivative where constraints leave a way: opposite ones cancel there. */
    private NDArray along(NDArray derivative) {
      return surroundings
          .tangent()
          .map(tangent -> tangent.keep(point, derivative.neg()).neg())
          .orElse(derivative);
    }

    /** Where a step ends. Constraints leave no way outside, whatever the boundary. */
    private NDArray end(NDArray step) {
      return surroundings
          .tangent()
          .map(tangent -> tangent.move(point, tangent.keep(point, step)))
          .orElseGet(
              () -> {
                NDArray moved = point.add(step.mul(mobility));
                return NDArrays.where(kept.broadcast(moved.getShape()), box.nearest(moved), moved);
              });
    }

    /** The boundary loss's derivative; none where projection keeps the point inside. */
    private NDArray outward() {
      NDArray above = point.gt(box.maximum()).toType(point.getDataType(), false);
      NDArray below = point.lt(box.minimum()).toType(point.getDataType(), false);
      return above.sub(below);
    }

    @Override
    public void keep(NDArray index) {
      point = Tensors.pick(point, index);
      mean = Tensors.pick(mean, index);
      square = Tensors.pick(square, index);
    }

    @Override
    public NDList tensors() {
      return new NDList(point, mean, square, kept);
    }
  }
}
