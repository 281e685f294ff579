package org.matdesinne.design;

import java.util.HashSet;
import java.util.List;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * Other lattice vectors of the same crystal, whole sums of the old ones: the metric tensor G of
 * their scalar products becomes M G Mᵀ. All other parameters stay.
 *
 * <p>A point whose lengths and angles span no cell may have an image that is not a number.
 *
 * @param cell where a, b, c (any unit of length), α, β, γ (degrees) stand in a point
 * @param matrix M by rows: the new vectors in terms of the old
 */
public record BasisChange(List<Integer> cell, List<List<Integer>> matrix) implements Symmetry {
  private static final int AXES = 3;

  /** Checks sizes, and that the new vectors span the same lattice. */
  public BasisChange {
    cell = List.copyOf(cell);
    matrix = matrix.stream().map(List::copyOf).toList();
    if (new HashSet<>(cell).size() != 2 * AXES || cell.size() != 2 * AXES) {
      throw new InputException(
          "a basis change needs six parameters, a, b, c, alpha, beta, gamma, each once; it has"
              + " those at %s",
          cell);
    }
    if (matrix.size() != AXES || matrix.stream().anyMatch(row -> row.size() != AXES)) {
      throw new InputException("the matrix of a basis change is %s; give 3 rows of 3", matrix);
    }
    long determinant = determinant(matrix);
    if (Math.abs(determinant) != 1) {
      throw new InputException(
          "the matrix of a basis change, %s, has the determinant %d: 1 or -1 keeps the lattice",
          matrix, determinant);
    }
  }

  private static long determinant(List<List<Integer>> m) {
    long sum = 0;
    for (int j = 0; j < AXES; j++) {
      int next = (j + 1) % AXES;
      int last = (j + 2) % AXES;
      long minor =
          (long) m.get(1).get(next) * m.get(2).get(last)
              - (long) m.get(1).get(last) * m.get(2).get(next);
      sum += m.get(0).get(j) * minor;
    }
    return sum;
  }

  /**
   * Reads {@code cell}, six names, and {@code matrix}, three rows of three whole numbers.
   *
   * @param names of the space's parameters
   */
  static BasisChange from(Section section, List<String> names) {
    List<String> cell = section.strings("cell");
    if (!names.containsAll(cell)) {
      throw section.invalid("cell", "there are: " + String.join(", ", names));
    }
    return new BasisChange(
        cell.stream().map(names::indexOf).toList(),
        section.integerRows("matrix").stream()
            .map(row -> row.stream().map(Math::toIntExact).toList())
            .toList());
  }

  @Override
  public double[] apply(double[] point) {
    double[][] metric = transformed(metric(point));
    double[] image = point.clone();
    for (int i = 0; i < AXES; i++) {
      image[cell.get(i)] = Math.sqrt(metric[i][i]);
      image[cell.get(AXES + i)] = 90 - Math.toDegrees(Math.asin(cosine(metric, i)));
    }
    return image;
  }

  /** Scalar products of the three vectors. */
  private double[][] metric(double[] point) {
    double[][] metric = new double[AXES][AXES];
    for (int i = 0; i < AXES; i++) {
      int j = (i + 1) % AXES;
      int k = (i + 2) % AXES;
      metric[i][i] = length(point, i) * length(point, i);
      metric[j][k] = length(point, j) * length(point, k) * cosine(angle(point, i));
      metric[k][j] = metric[j][k];
    }
    return metric;
  }

  private double length(double[] point, int axis) {
    return point[cell.get(axis)];
  }

  /** The angle between the two other axes. */
  private double angle(double[] point, int axis) {
    return point[cell.get(AXES + axis)];
  }

  // Of the complement, which keeps right angles right to the last bit, there and back.
  private static double cosine(double degrees) {
    return Math.sin(Math.toRadians(90 - degrees));
  }

  /** The cosine of the angle between the axes other than {@code axis}. */
  private static double cosine(double[][] metric, int axis) {
    int j = (axis + 1) % AXES;
    int k = (axis + 2) % AXES;
    return metric[j][k] / Math.sqrt(metric[j][j] * metric[k][k]);
  }

  /** M G Mᵀ. */
  private double[][] transformed(double[][] g) {
    int[][] m =
        matrix.stream()
            .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    double[][] product = new double[AXES][AXES];
    for (int i = 0; i < AXES; i++) {
      for (int j = 0; j < AXES; j++) {
        for (int k = 0; k < AXES; k++) {
          for (int l = 0; l < AXES; l++) {
            product[i][j] += m[i][k] * g[k][l] * m[j][l];
          }
        }
      }
    }
    return product;
  }
}
