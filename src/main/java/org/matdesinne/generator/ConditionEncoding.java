package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.matdesinne.network.Scaling;

/**
 * How a property value becomes the columns that a conditional network sees.
 *
 * @param kind which columns
 * @param floor least value that the property can take
 */
public record ConditionEncoding(Kind kind, double floor) {

  /** Which columns there are. */
  public enum Kind {
    /** The standardised value, as in the paper. */
    VALUE,
    /**
     * The standardised value, and 1 where it is the floor: a property with a floor has an atom
     * there (most rows may lie on it), and what lies on it is another class of materials, not the
     * limit of small values.
     */
    VALUE_AND_FLOOR;

    /** How many columns there are. */
    public int columns() {
      return switch (this) {
        case VALUE -> 1;
        case VALUE_AND_FLOOR -> 2;
      };
    }
  }

  /** How many columns there are. */
  public int columns() {
    return kind.columns();
  }

  /**
   * Encodes values.
   *
   * @param y (batch, 1) in the property's unit
   * @return (batch, {@link #columns()})
   */
  NDArray encode(NDArray y, Scaling scaling) {
    NDArray value = scaling.standardizedProperty(y);
    return switch (kind) {
      case VALUE -> value;
      case VALUE_AND_FLOOR -> {
        NDArray onFloor = y.lte((float) floor).toType(DataType.FLOAT32, false);
        yield NDArrays.concat(new NDList(value, onFloor), 1);
      }
    };
  }
}
