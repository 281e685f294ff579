package org.matdesinne.design;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The point nearest to another that meets linear constraints in a box, some parameters held: a
 * quadratic program of a few parameters, solved by the dual active-set method of Goldfarb and
 * Idnani (Mathematical Programming 27, 1, 1983), which ends after finitely many steps.
 */
final class ConstraintProjection implements Serializable {
  private static final long serialVersionUID = 1;

  /** A sum is met to rounding: to this share of the sizes of its terms. */
  private static final double ROUNDING = 1e-12;

  /** Each makes a condition active; far more than any small set needs. */
  private static final int MOST_ROUNDS = 1000;

  private final List<LinearConstraint> constraints;
  private final double[][] weights; // (constraints, parameters)
  private final boolean[] held; // (parameters)
  private final Ranges ranges;

  /**
   * The projection of a space.
   *
   * @param weights of the constraints: (constraints, parameters)
   * @param held (parameters), those that stay
   */
  ConstraintProjection(
      List<LinearConstraint> constraints, double[][] weights, boolean[] held, Ranges ranges) {
    this.constraints = constraints;
    this.weights = weights;
    this.held = held;
    this.ranges = ranges;
  }

  /** How far a point is from meeting a constraint, rounding allowed for. */
  double missed(int constraint, double[] point) {
    double missed = constraints.get(constraint).missed(excess(constraint, point));
    return Math.max(0, missed - ROUNDING * size(constraint, point));
  }

  /** The sum of what all constraints are missed by. */
  double missed(double[] point) {
    double missed = 0;
    for (int i = 0; i < weights.length; i++) {
      missed += missed(i, point);
    }
    return missed;
  }

  /** The sum less the bound. */
  private double excess(int constraint, double[] point) {
    double sum = -constraints.get(constraint).bound();
    for (int j = 0; j < point.length; j++) {
      sum += weights[constraint][j] * point[j];
    }
    return sum;
  }

  private double size(int constraint, double[] point) {
    double size = Math.abs(constraints.get(constraint).bound());
    for (int j = 0; j < point.length; j++) {
      size += Math.abs(weights[constraint][j] * point[j]);
    }
    return size;
  }

  /**
   * The nearest point; where there is none, one that misses the constraints.
   *
   * @param scale (parameters), above 0: what differences are divided by
   */
  double[] nearest(double[] point, double[] scale) {
    double[] inside = point.clone();
    for (int j = 0; j < inside.length; j++) {
      inside[j] = held[j] ? inside[j] : ranges.nearest(j, inside[j]);
    }
    return missed(inside) == 0 ? inside : settled(new ActiveSet(point, scale).solve());
  }

  /**
   * A condition n · z ≥ c, or = c, on the step z in units of the scales; n has length 1.
   *
   * @param parameter whose end it is, or −1 where it is a constraint
   * @param end of the parameter's range
   */
  private record Condition(
      double[] normal, double least, boolean equality, int parameter, double end) {

    double miss(double[] step) {
      return least - dot(normal, step);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** The dual active-set method: conditions that are missed become active one by one. */
  private final class ActiveSet {
    private static final double SMALL = 1e-11;

    private final double[] start;
    private final double[] scale;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Condition> active = new ArrayList<>();
    private final List<Double> multipliers = new ArrayList<>();
    private final double[] step;

    ActiveSet(double[] start, double[] scale) {
      this.start = start;
      this.scale = scale;
      step = new double[start.length];
      for (int i = 0; i < weights.length; i++) {
        addConstraint(i);
      }
      for (int j = 0; j < start.length; j++) {
        if (!held[j]) {
          addEnd(j, 1, ranges.minimum()[j]);
          addEnd(j, -1, ranges.maximum()[j]);
        }
      }
    }

    private void addConstraint(int i) {
      LinearConstraint.Relation relation = constraints.get(i).relation();
      double sign = relation == LinearConstraint.Relation.AT_MOST ? -1 : 1;
      double[] normal = new double[start.length];
      for (int j = 0; j < normal.length; j++) {
        normal[j] = held[j] ? 0 : sign * weights[i][j] * scale[j];
      }
      double length = Math.sqrt(dot(normal, normal));
      // Where all its parameters are held, nothing can be done.
      if (length > 0) {
        double least = -sign * excess(i, start) / length;
        Arrays.setAll(normal, j -> normal[j] / length);
        conditions.add(
            new Condition(
                normal, least, relation == LinearConstraint.Relation.EQUALS, -1, Double.NaN));
      }
    }

    private void addEnd(int j, double sign, double end) {
      double[] normal = new double[start.length];
      normal[j] = sign;
      conditions.add(new Condition(normal, sign * (end - start[j]) / scale[j], false, j, end));
    }

    double[] solve() {
      for (Condition each : conditions) {
        if (each.equality && !activate(each)) {
          return point();
        }
      }
      for (int round = 0; round < MOST_ROUNDS; round++) {
        Optional<Condition> worst =
            conditions.stream()
                .filter(each -> !active.contains(each) && each.miss(step) > SMALL)
                .max(Comparator.comparingDouble(each -> each.miss(step)));
        if (worst.isEmpty() || !activate(worst.get())) {
          return point();
        }
      }
      return point();
    }

    /** Whether it could be made active: others give way to it. */
    private boolean activate(Condition next) {
      // An equality that is missed from above is met from there.
      double sign = next.equality && next.miss(step) < 0 ? -1 : 1;
      double multiplier = 0;
      while (true) {
        double[] towards = scaled(next.normal, sign);
        double[] shares = shares(towards);
        double[] direction = orthogonal(towards, shares);
        int first = firstToLeave(shares);
        double dual = first < 0 ? Double.POSITIVE_INFINITY : multipliers.get(first) / shares[first];
        double speed = dot(direction, towards);
        double primal =
            speed > SMALL ? Math.max(0, sign * next.miss(step)) / speed : Double.POSITIVE_INFINITY;
        double length = Math.min(dual, primal);
        if (Double.isInfinite(length)) {
          // Nothing gives way: it depends on the others, and is met or cannot be.
          return Math.abs(next.miss(step)) <= SMALL;
        }
        if (!Double.isInfinite(primal)) {
          for (int j = 0; j < step.length; j++) {
            step[j] += length * direction[j];
          }
        }
        for (int a = 0; a < shares.length; a++) {
          multipliers.set(a, multipliers.get(a) - length * shares[a]);
        }
        multiplier += length;
        if (primal <= dual) {
          active.add(next);
          multipliers.add(sign * multiplier);
          return true;
        }
        active.remove(first);
        multipliers.remove(first);
      }
    }

    private static double[] scaled(double[] vector, double factor) {
      return Arrays.stream(vector).map(value -> factor * value).toArray();
    }

    /** By which multiples of the active normals {@code towards} is approached best. */
    private double[] shares(double[] towards) {
      if (active.isEmpty()) {
        return new double[0];
      }
      DMatrixRMaj normals = new DMatrixRMaj(towards.length, active.size());
      for (int a = 0; a < active.size(); a++) {
        for (int j = 0; j < towards.length; j++) {
          normals.set(j, a, active.get(a).normal[j]);
        }
      }
      LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
      DMatrixRMaj shares = new DMatrixRMaj(active.size(), 1);
      if (solver.setA(normals)) {
        solver.solve(DMatrixRMaj.wrap(towards.length, 1, towards.clone()), shares);
      }
      return shares.getData().clone();
    }

    private double[] orthogonal(double[] towards, double[] shares) {
      double[] rest = towards.clone();
      for (int a = 0; a < shares.length; a++) {
        double[] normal = active.get(a).normal;
        for (int j = 0; j < rest.length; j++) {
          rest[j] -= shares[a] * normal[j];
        }
      }
      return rest;
    }

    /** Of the active inequalities, the one whose multiplier comes to 0 first; or −1. */
    private int firstToLeave(double[] shares) {
      int first = -1;
      for (int a = 0; a < shares.length; a++) {
        if (!active.get(a).equality
            && shares[a] > SMALL
            && (first < 0
                || multipliers.get(a) / shares[a] < multipliers.get(first) / shares[first])) {
          first = a;
        }
      }
      return first;
    }

    private double[] point() {
      double[] point = start.clone();
      for (int j = 0; j < point.length; j++) {
        point[j] = held[j] ? point[j] : ranges.nearest(j, point[j] + step[j] * scale[j]);
      }
      for (Condition each : active) {
        if (each.parameter >= 0) {
          point[each.parameter] = each.end;
        }
      }
      return point;
    }
  }

  /** Puts what rounding has left of an equality into the parameter with the most room. */
  private double[] settled(double[] point) {
    for (int i = 0; i < weights.length; i++) {
      if (constraints.get(i).relation() == LinearConstraint.Relation.EQUALS) {
        double excess = excess(i, point);
        int widest = widest(i, point);
        if (excess != 0 && widest >= 0) {
          double before = point[widest];
          point[widest] = ranges.nearest(widest, before - excess / weights[i][widest]);
          if (!(Math.abs(excess(i, point)) < Math.abs(excess))) {
            point[widest] = before;
          }
        }
      }
    }
    return point;
  }

  /**
   * Of the parameters that only this constraint concerns, the one farthest from its ends; or −1.
   */
  private int widest(int i, double[] point) {
    int widest = -1;
    double most = 0;
    for (int j = 0; j < point.length; j++) {
      double room = Math.min(point[j] - ranges.minimum()[j], ranges.maximum()[j] - point[j]);
      if (room > most && !held[j] && concernsOnly(i, j)) {
        widest = j;
        most = room;
      }
    }
    return widest;
  }

  private boolean concernsOnly(int i, int j) {
    for (int k = 0; k < weights.length; k++) {
      if ((weights[k][j] != 0) != (k == i)) {
        return false;
      }
    }
    return true;
  }
}
