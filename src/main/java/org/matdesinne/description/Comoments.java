package org.matdesinne.description;

import java.io.Serializable;

/**
 * Means and covariances of columns, of rows added one by one (Welford) and parts merged (Chan,
 * Golub, LeVeque, Am. Stat. 37, 242, 1983).
 */
public final class Comoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] mean;

  /** (columns, columns) sums of products of differences to the means; the upper triangle. */
  private final double[][] products;

  private long rows;

  /** Of {@code columns} columns, without a row. */
  public Comoments(int columns) {
    mean = new double[columns];
    products = new double[columns][columns];
  }

  /**
   * Adds a row.
   *
   * @param row (columns) finite
   */
  public Comoments add(double[] row) {
    rows++;
    double[] before = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      before[j] = row[j] - mean[j];
      mean[j] += before[j] / rows;
    }
    for (int j = 0; j < mean.length; j++) {
      for (int k = j; k < mean.length; k++) {
        products[j][k] += before[j] * (row[k] - mean[k]);
      }
    }
    return this;
  }

  /** Adds all rows of {@code other}. */
  public Comoments merge(Comoments other) {
    if (other.rows == 0) {
      return this;
    }
    double all = (double) rows + other.rows;
    double[] between = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      between[j] = other.mean[j] - mean[j];
    }
    for (int j = 0; j < mean.length; j++) {
      for (int k = j; k < mean.length; k++) {
        products[j][k] +=
            other.products[j][k] + between[j] * between[k] * (rows * (other.rows / all));
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] += between[j] * other.rows / all;
    }
    rows += other.rows;
    return this;
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  /** How many columns there are. */
  int columns() {
    return mean.length;
  }

  double mean(int column) {
    return mean[column];
  }

  /** Standard deviation over the rows themselves. */
  double deviation(int column) {
    return Math.sqrt(products[column][column] / rows);
  }

  /** From -1 to 1; not a number where one of them does not vary. */
  double correlation(int first, int second) {
    double product = products[Math.min(first, second)][Math.max(first, second)];
    return product / Math.sqrt(products[first][first]) / Math.sqrt(products[second][second]);
  }
}
