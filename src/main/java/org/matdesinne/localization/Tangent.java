package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.LinearConstraint;
import org.matdesinne.design.LinearConstraint.Relation;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.Scalars;

/**
 * The directions in which candidates can move while they meet linear constraints: along the planes
 * of equalities, and along those of inequalities that they have come to and would pass.
 *
 * <p>Steps are in units of the mobility: what a parameter moves by a step of 1, and 0 where it
 * stays.
 */
final class Tangent {
  private static final int[] PARAMETERS = {1};

  /** So near, in units of the mobility, a candidate is at a plane or at an end of a range. */
  private static final double NEAR = 1e-5;

  /** Below this share of a normal, what is left of it is rounding. */
  private static final double DEPENDENT = 1e-10;

  /** Rounds in which ends and planes are found that a step would pass. */
  private static final int HOLDS = 3;

  /**
   * A constraint as weights · x ≤ bound, or = bound.
   *
   * @param weights (parameters)
   * @param length of the weights in units of the mobility, squared
   */
  private record Plane(NDArray weights, double bound, boolean equality, double length) {}

  private final FloatBox box;
  private final NDArray mobility; // (parameters)
  private final Scalars scalars;
  private final List<Plane> planes = new ArrayList<>();

  /**
   * The tangent of the constraints of {@code set}.
   *
   * @param manager owns its tensors
   * @param mobility (parameters)
   */
  Tangent(NDManager manager, FeasibleSet set, FloatBox box, double[] mobility, Scalars scalars) {
    this.box = box;
    this.scalars = scalars;
    this.mobility = manager.create(mobility).toType(DataType.FLOAT32, false);
    double[][] weights = set.weights();
    for (int i = 0; i < weights.length; i++) {
      LinearConstraint constraint = set.constraints().get(i);
      double sign = constraint.relation() == Relation.AT_LEAST ? -1 : 1;
      double[] signed = Arrays.stream(weights[i]).map(weight -> sign * weight).toArray();
      double length = 0;
      for (int j = 0; j < mobility.length; j++) {
        length += signed[j] * mobility[j] * signed[j] * mobility[j];
      }
      planes.add(
          new Plane(
              manager.create(signed).toType(DataType.FLOAT32, false),
              sign * constraint.bound(),
              constraint.relation() == Relation.EQUALS,
              length));
    }
  }

  /** What holds candidates where they stand, found in rounds. */
  final class Hold {
    private final NDArray point; // (rows, parameters)
    private final NDArray atMinimum;
    private final NDArray atMaximum;
    private final List<NDArray> reached; // of a plane: (rows, 1), 1 where it is, else 0
    private NDArray free; // (rows, parameters), the mobility, 0 where held

    Hold(NDArray point) {
      this.point = point;
      NDArray near = mobility.mul(scalars.of(NEAR));
      atMinimum = point.lte(box.minimum().add(near));
      atMaximum = point.gte(box.maximum().sub(near));
      NDArray zero = point.get(":, :1").zerosLike();
      reached =
          new ArrayList<>(
              planes.stream().map(plane -> plane.equality ? zero.onesLike() : zero).toList());
      free = mobility.broadcast(point.getShape());
    }

    /** The mobility, 0 where a parameter is held: (rows, parameters). */
    NDArray free() {
      return free;
    }

    /** What is left of {@code vector}, (rows, parameters), along the planes. */
    NDArray along(NDArray vector) {
      NDArray left = vector;
      for (NDArray normal : normals()) {
        left = left.sub(normal.mul(dot(normal, left)));
      }
      return left;
    }

    /** Orthonormal, row by row; 0 where a plane does not count or depends on the others. */
    private List<NDArray> normals() {
      List<NDArray> normals = new ArrayList<>();
      for (int i = 0; i < planes.size(); i++) {
        Plane plane = planes.get(i);
        NDArray left = plane.weights.mul(free).mul(reached.get(i));
        for (NDArray normal : normals) {
          left = left.sub(normal.mul(dot(normal, left)));
        }
        NDArray square = dot(left, left);
        NDArray counts = square.gt(scalars.of(DEPENDENT * plane.length));
        NDArray unit = left.div(square.sqrt());
        normals.add(NDArrays.where(counts.broadcast(left.getShape()), unit, left.zerosLike()));
      }
      return normals;
    }

    /** Also holds what {@code step}, (rows, parameters), would take beyond an end or a plane. */
    void add(NDArray step) {
      NDArray leaves =
          step.gt(scalars.of(0))
              .logicalAnd(atMaximum)
              .logicalOr(step.lt(scalars.of(0)).logicalAnd(atMinimum));
      free = free.mul(leaves.logicalNot().toType(free.getDataType(), false));
      for (int i = 0; i < planes.size(); i++) {
        Plane plane = planes.get(i);
        if (!plane.equality) {
          NDArray passes =
              slack(plane, point)
                  .lte(scalars.of(NEAR * Math.sqrt(plane.length)))
                  .logicalAnd(rise(plane, step).gt(scalars.of(0)));
          reached.set(i, reached.get(i).maximum(passes.toType(step.getDataType(), false)));
        }
      }
    }
  }

  /** The part of a step that keeps to the constraints and the box: (rows, parameters). */
  NDArray keep(NDArray point, NDArray step) {
    Hold hold = new Hold(point);
    NDArray kept = hold.along(masked(step, hold));
    for (int round = 0; round < HOLDS; round++) {
      hold.add(kept);
      kept = hold.along(masked(step, hold));
    }
    return kept;
  }

  private NDArray masked(NDArray step, Hold hold) {
    return step.mul(hold.free().gt(scalars.of(0)).toType(step.getDataType(), false));
  }

  /** Where a step ends, cut short at the first end or plane that it would pass. */
  NDArray move(NDArray point, NDArray step) {
    NDArray way = step.mul(mobility);
    NDArray endless = way.zerosLike().add(scalars.of(Double.POSITIVE_INFINITY));
    NDArray room =
        NDArrays.where(
            way.gt(scalars.of(0)),
            box.maximum().sub(point).div(way),
            NDArrays.where(way.lt(scalars.of(0)), box.minimum().sub(point).div(way), endless));
    NDArray share = room.min(PARAMETERS, true).minimum(scalars.of(1));
    for (Plane plane : planes) {
      if (!plane.equality) {
        NDArray rise = rise(plane, step);
        NDArray until = slack(plane, point).div(rise);
        share = NDArrays.where(rise.gt(scalars.of(0)), until.minimum(share), share);
      }
    }
    return box.nearest(point.add(way.mul(share.maximum(scalars.of(0)))));
  }

  private NDArray slack(Plane plane, NDArray point) {
    return plane.weights.mul(point).sum(PARAMETERS, true).sub(scalars.of(plane.bound)).neg();
  }

  private NDArray rise(Plane plane, NDArray step) {
    return plane.weights.mul(mobility).mul(step).sum(PARAMETERS, true);
  }

  private static NDArray dot(NDArray first, NDArray second) {
    return first.mul(second).sum(PARAMETERS, true);
  }
}
