package org.matdesinne.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.Serializable;
import java.util.Arrays;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.ColumnMoments;
import org.matdesinne.design.Ranges;
import org.matdesinne.flow.Columnwise;
import org.matdesinne.flow.Probit;
import org.matdesinne.flow.Standardization;
import org.matdesinne.nn.Tensors;

/**
 * The coordinates in which a network sees its rows, fitted to the training rows: part of a model.
 *
 * <p>The original trains on raw units, where the cell length c weighs a hundred times a field.
 *
 * @param designBox the box of the rows, where it is what decides: {@link Coordinates#PROBIT}; null
 *     for {@link Coordinates#STANDARDIZED}
 * @param designMean (parameters)
 * @param designScale (parameters), above 0
 * @param propertyMean of each property, in its unit
 * @param propertyScale of each property, in its unit, above 0
 */
public record Scaling(
    Ranges designBox,
    double[] designMean,
    double[] designScale,
    Amounts propertyMean,
    Amounts propertyScale)
    implements Serializable {

  /** The coordinates of design points. */
  public enum Coordinates {
    /** Standard deviations from the mean. */
    STANDARDIZED,
    /** The box of the rows, stretched to all of space: see {@link Probit}. */
    PROBIT
  }

  /** Standardised coordinates, and one property. */
  public Scaling(
      double[] designMean, double[] designScale, double propertyMean, double propertyScale) {
    this(designMean, designScale, Amounts.of(propertyMean), Amounts.of(propertyScale));
  }

  /** Standardised coordinates. */
  public Scaling(
      double[] designMean, double[] designScale, Amounts propertyMean, Amounts propertyScale) {
    this(null, designMean, designScale, propertyMean, propertyScale);
  }

  /**
   * The scaling of training rows; a column that does not vary keeps its unit.
   *
   * @param x (rows, parameters)
   * @param y (rows, properties)
   */
  public static Scaling fit(Coordinates coordinates, double[][] x, double[][] y) {
    ColumnMoments[] design = ColumnMoments.ofColumns(x);
    ColumnMoments[] property = ColumnMoments.ofColumns(y);
    return new Scaling(
        coordinates == Coordinates.PROBIT ? boxOf(x) : null,
        Arrays.stream(design).mapToDouble(ColumnMoments::mean).toArray(),
        Arrays.stream(design).mapToDouble(ColumnMoments::deviation).toArray(),
        Amounts.of(Arrays.stream(property).mapToDouble(ColumnMoments::mean).toArray()),
        Amounts.of(Arrays.stream(property).mapToDouble(ColumnMoments::deviation).toArray()));
  }

  /** The box of {@code x}, widened to 1 where it has no width. */
  private static Ranges boxOf(double[][] x) {
    Ranges ranges = Ranges.of(x);
    double[] minimum = ranges.minimum();
    double[] maximum = ranges.maximum();
    for (int j = 0; j < minimum.length; j++) {
      if (minimum[j] == maximum[j]) {
        minimum[j] -= 0.5;
        maximum[j] += 0.5;
      }
    }
    return new Ranges(minimum, maximum);
  }

  /** Values of the properties, in their units, in training deviations: (rows, properties). */
  public NDArray standardized(NDArray y) {
    return y.sub(row(propertyMean, y)).div(row(propertyScale, y));
  }

  /** Undoes {@link #standardized}. */
  public NDArray inUnits(NDArray standardized) {
    return standardized.mul(row(propertyScale, standardized)).add(row(propertyMean, standardized));
  }

  private NDArray row(Amounts each, NDArray partner) {
    return Tensors.operand(each.toArray(), new Shape(properties()), partner);
  }

  /** Undoes {@link #standardized} of values that stand as (..., properties, rows). */
  public NDArray rowsInUnits(NDArray standardized) {
    Shape column = new Shape(properties(), 1);
    return standardized
        .mul(Tensors.operand(propertyScale.toArray(), column, standardized))
        .add(Tensors.operand(propertyMean.toArray(), column, standardized));
  }

  /**
   * Derivatives of standardised properties, (..., properties, rows, parameters), in their units.
   */
  public NDArray slopesInUnits(NDArray slopes) {
    Shape shape = new Shape(properties(), 1, 1);
    return slopes.mul(Tensors.operand(propertyScale.toArray(), shape, slopes));
  }

  /** How many properties there are. */
  public int properties() {
    return propertyScale.count();
  }

  /** How many design parameters there are. */
  public int dimension() {
    return designMean.length;
  }

  /**
   * From design points in their units to what the network sees, in float32.
   *
   * @param manager owns its tensors
   */
  Columnwise coordinates(NDManager manager) {
    return designBox == null
        ? new Standardization(manager, DataType.FLOAT32, designMean, designScale)
        : new Probit(manager, DataType.FLOAT32, designBox.minimum(), designBox.maximum());
  }
}
