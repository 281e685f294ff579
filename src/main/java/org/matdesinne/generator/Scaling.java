package org.matdesinne.generator;

import java.util.stream.IntStream;

/**
 * Means and standard deviations of the training rows: part of a model.
 *
 * <p>The original trains on raw units, where the cell length c weighs a hundred times a field.
 *
 * @param designMean (parameters)
 * @param designScale (parameters), above 0
 * @param propertyMean in the property's unit
 * @param propertyScale in the property's unit, above 0
 */
public record Scaling(
    double[] designMean, double[] designScale, double propertyMean, double propertyScale) {

  /**
   * The scaling of training rows; a column that does not vary keeps its unit.
   *
   * @param x (rows, parameters)
   * @param y (rows)
   */
  public static Scaling of(double[][] x, double[] y) {
    int dimension = x[0].length;
    double[] mean = new double[dimension];
    double[] scale = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      int column = j;
      double[] values = IntStream.range(0, x.length).mapToDouble(i -> x[i][column]).toArray();
      mean[j] = mean(values);
      scale[j] = deviation(values, mean[j]);
    }
    double propertyMean = mean(y);
    return new Scaling(mean, scale, propertyMean, deviation(y, propertyMean));
  }

  /** How many design parameters there are. */
  public int dimension() {
    return designMean.length;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(sum / values.length);
    return deviation > 0 ? deviation : 1;
  }
}
