package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import java.util.ArrayList;
import java.util.List;
import org.matdesinne.nn.Scalars;

/**
 * The shortest step d that meets equations e + g · d = 0, of many candidates at once, and that pays
 * for what others leave: of all that meet the equations it minimises ‖d‖² + Σ (u + h · d)² / c.
 * With the rows r of both, d = −Σ λ r, where (R Rᵀ + diag c) λ = (e, u).
 *
 * <p>Several equations may contradict each other, or be more than there are directions: they are
 * damped a little, which in the end gives least squares (Levenberg, Q. Appl. Math. 2, 164, 1944).
 */
final class ShortestStep {
  private static final int[] PARAMETERS = {1};

  /** Of the mean squared length of the rows: what single precision can tell apart. */
  private static final double DAMPING = 1e-6;

  /**
   * An equation, or something to pay for.
   *
   * @param right (rows, 1), what it is off
   * @param row (rows, parameters), its derivative
   * @param price c, 0 for an equation
   */
  private record Line(NDArray right, NDArray row, double price) {}

  private final Scalars scalars;
  private final List<Line> lines = new ArrayList<>();
  private int equations;

  ShortestStep(Scalars scalars) {
    this.scalars = scalars;
  }

  /** An equation; one that holds already is none. */
  void meet(NDArray error, NDArray gradient) {
    lines.add(new Line(error, gradient, 0));
    equations++;
  }

  /** Something to pay for. */
  void payFor(NDArray amount, NDArray gradient, double price) {
    lines.add(new Line(amount, gradient, price));
  }

  /** The step: (rows, parameters). */
  NDArray solve() {
    List<NDArray> multipliers = multipliers();
    NDArray step = null;
    for (int i = 0; i < lines.size(); i++) {
      NDArray part = lines.get(i).row.mul(multipliers.get(i));
      step = step == null ? part : step.add(part);
    }
    return step.neg();
  }

  /** λ by elimination, each (rows, 1): the matrix is symmetric and has no negative pivot. */
  private List<NDArray> multipliers() {
    int size = lines.size();
    NDArray[][] a = new NDArray[size][size];
    NDArray[] b = new NDArray[size];
    for (int i = 0; i < size; i++) {
      b[i] = lines.get(i).right;
      for (int j = 0; j <= i; j++) {
        a[i][j] = dot(lines.get(i).row, lines.get(j).row);
      }
    }
    damp(a);
    for (int i = 0; i < size; i++) {
      if (lines.get(i).price > 0) {
        a[i][i] = a[i][i].add(scalars.of(lines.get(i).price));
      } else if (size > 1) {
        leaveOut(i, a);
      }
    }
    for (int p = 0; p < size; p++) {
      for (int i = p + 1; i < size; i++) {
        NDArray share = quotient(a[i][p], a[p][p]);
        b[i] = b[i].sub(share.mul(b[p]));
        for (int j = p + 1; j <= i; j++) {
          a[i][j] = a[i][j].sub(share.mul(a[j][p]));
        }
      }
    }
    NDArray[] multipliers = new NDArray[size];
    for (int p = size - 1; p >= 0; p--) {
      NDArray rest = b[p];
      for (int i = p + 1; i < size; i++) {
        rest = rest.sub(a[i][p].mul(multipliers[i]));
      }
      multipliers[p] = quotient(rest, a[p][p]);
    }
    return List.of(multipliers);
  }

  private void damp(NDArray[][] a) {
    if (equations < 2) {
      return;
    }
    NDArray sum = a[0][0];
    for (int i = 1; i < equations; i++) {
      sum = sum.add(a[i][i]);
    }
    NDArray damping = sum.mul(scalars.of(DAMPING / equations));
    for (int i = 0; i < equations; i++) {
      a[i][i] = a[i][i].add(damping);
    }
  }

  /**
   * An error of exactly 0 is a prediction cut off at its floor, or inside the range that is wanted:
   * it holds without a condition. One without a derivative cannot be met.
   */
  private void leaveOut(int equation, NDArray[][] a) {
    NDArray pivot = a[equation][equation];
    NDArray unbound =
        lines.get(equation).right.eq(scalars.of(0)).logicalOr(pivot.eq(scalars.of(0)));
    NDArray none = pivot.zerosLike();
    for (int j = 0; j < lines.size(); j++) {
      int row = Math.max(equation, j);
      int column = Math.min(equation, j);
      a[row][column] = NDArrays.where(unbound, none, a[row][column]);
    }
  }

  /** 0 where the divisor is. */
  private NDArray quotient(NDArray dividend, NDArray divisor) {
    NDArray none = divisor.eq(scalars.of(0));
    return NDArrays.where(none, dividend.zerosLike(), dividend.div(divisor));
  }

  private static NDArray dot(NDArray first, NDArray second) {
    return first.mul(second).sum(PARAMETERS, true);
  }
}
