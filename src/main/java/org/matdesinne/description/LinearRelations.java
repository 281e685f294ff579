package org.matdesinne.description;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What columns have to do with each other in every row.
 *
 * @param copies columns that are another one, scaled and shifted
 * @param sums groups of the other columns that may add to a constant: rounded numbers do so but
 *     nearly, so that each has to be looked at
 */
public record LinearRelations(List<Copy> copies, List<List<Integer>> sums) {
  /** Rounding to half a dozen digits leaves no more than this of a column's variance. */
  private static final double EXACT = 1e-11;

  /** What rounding to two digits leaves of the variance of a sum of shares. */
  private static final double NEARLY = 1e-3;

  /** A coefficient of 1, or of 0, that rounding has changed. */
  private static final double OFF = 0.05;

  /** Two points lie on a line, whatever they are. */
  private static final int FEWEST_ROWS = 3;

  /**
   * A column that is another one: {@code column = factor · of + offset}.
   *
   * @param column the later of the two
   */
  public record Copy(int column, int of, double factor, double offset) {}

  /**
   * Finds what holds in the rows that {@code moments} has seen. A column that does not vary in
   * these has to do with none, and fewer than three rows tell nothing.
   */
  public static LinearRelations of(Comoments moments) {
    List<Copy> copies = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int column = 0; column < moments.columns(); column++) {
      if (moments.rows() < FEWEST_ROWS || !(moments.deviation(column) > 0)) {
        continue;
      }
      Copy copy = copy(column, others, moments);
      if (copy == null) {
        others.add(column);
      } else {
        copies.add(copy);
      }
    }
    return new LinearRelations(copies, sums(others, moments));
  }

  private static Copy copy(int column, List<Integer> others, Comoments moments) {
    for (int other : others) {
      double correlation = moments.correlation(column, other);
      if (1 - correlation * correlation < EXACT) {
        double factor =
            Math.signum(correlation) * moments.deviation(column) / moments.deviation(other);
        return new Copy(column, other, factor, moments.mean(column) - factor * moments.mean(other));
      }
    }
    return null;
  }

  /**
   * A sum that is the same in all rows is a direction without variance. Directions without variance
   * are combinations of such sums; eliminated against each other, they are the sums themselves
   * where no column is in two.
   */
  private static List<List<Integer>> sums(List<Integer> columns, Comoments moments) {
    if (columns.size() < 2) {
      return List.of();
    }
    List<double[]> directions = flatDirections(columns, moments);
    List<Integer> pivots = eliminate(directions);
    List<List<Integer>> sums = new ArrayList<>();
    for (int i = 0; i < directions.size(); i++) {
      double[] direction = directions.get(i);
      int pivot = pivots.get(i);
      // In the columns' own units, the pivot's coefficient being 1.
      double[] coefficients =
          IntStream.range(0, direction.length)
              .mapToDouble(
                  j ->
                      direction[j]
                          / direction[pivot]
                          * moments.deviation(columns.get(pivot))
                          / moments.deviation(columns.get(j)))
              .toArray();
      List<Integer> members =
          IntStream.range(0, coefficients.length)
              .filter(j -> Math.abs(coefficients[j] - 1) < OFF)
              .mapToObj(columns::get)
              .toList();
      boolean alone =
          IntStream.range(0, coefficients.length)
              .allMatch(
                  j ->
                      Math.abs(coefficients[j] - 1) < OFF
                          // Next to nothing of what it could add to the sum.
                          || Math.abs(direction[j]) < OFF * Math.abs(direction[pivot]));
      if (alone && members.size() > 1) {
        sums.add(members);
      }
    }
    return sums;
  }

  /** Directions of standardized columns along which rows do not vary. */
  private static List<double[]> flatDirections(List<Integer> columns, Comoments moments) {
    int size = columns.size();
    DMatrixRMaj correlation = new DMatrixRMaj(size, size);
    for (int j = 0; j < size; j++) {
      for (int k = 0; k < size; k++) {
        correlation.set(j, k, moments.correlation(columns.get(j), columns.get(k)));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(correlation)) {
      return List.of();
    }
    List<double[]> directions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (eigen.getEigenvalue(i).getReal() < NEARLY) {
        directions.add(eigen.getEigenVector(i).getData().clone());
      }
    }
    return directions;
  }

  /** Makes each direction's greatest column the only one of its kind; says which these are. */
  private static List<Integer> eliminate(List<double[]> directions) {
    List<Integer> pivots = new ArrayList<>();
    for (int i = 0; i < directions.size(); i++) {
      double[] direction = directions.get(i);
      int pivot =
          IntStream.range(0, direction.length)
              .reduce((j, k) -> Math.abs(direction[k]) > Math.abs(direction[j]) ? k : j)
              .orElseThrow();
      pivots.add(pivot);
      for (double[] other : directions) {
        if (other != direction) {
          double share = other[pivot] / direction[pivot];
          for (int j = 0; j < other.length; j++) {
            other[j] -= share * direction[j];
          }
        }
      }
    }
    return pivots;
  }
}
