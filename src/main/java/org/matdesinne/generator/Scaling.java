package org.matdesinne.generator;

import java.util.Arrays;
import org.matdesinne.design.ColumnMoments;

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
    ColumnMoments[] design = ColumnMoments.ofColumns(x);
    ColumnMoments property = ColumnMoments.of(y);
    return new Scaling(
        Arrays.stream(design).mapToDouble(ColumnMoments::mean).toArray(),
        Arrays.stream(design).mapToDouble(ColumnMoments::deviation).toArray(),
        property.mean(),
        property.deviation());
  }

  /** How many design parameters there are. */
  public int dimension() {
    return designMean.length;
  }
}
