package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.matdesinne.config.Amounts;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.Tensors;

/**
 * How values of the properties become the columns that a conditional network sees.
 *
 * @param kind which columns
 * @param floors (properties), the least value that each can take
 */
public record ConditionEncoding(Kind kind, Amounts floors) {

  /** Which columns there are. */
  public enum Kind {
    /** The standardised values, as in the paper. */
    VALUE,
    /**
     * The standardised values, and for each 1 where it is the floor: a property with a floor has an
     * atom there (most rows may lie on it), and what lies on it is another class of materials, not
     * the limit of small values.
     */
    VALUE_AND_FLOOR;

    /** How many columns there are for so many properties. */
    public int columns(int properties) {
      return switch (this) {
        case VALUE -> properties;
        case VALUE_AND_FLOOR -> 2 * properties;
      };
    }
  }

  /** How many columns there are. */
  public int columns() {
    return kind.columns(floors.count());
  }

  /**
   * Encodes values.
   *
   * @param y (batch, properties) in their units
   * @return (batch, {@link #columns()})
   */
  NDArray encode(NDArray y, Scaling scaling) {
    NDArray value = scaling.standardized(y);
    return switch (kind) {
      case VALUE -> value;
      case VALUE_AND_FLOOR -> {
        NDArray floor = Tensors.operand(floors.toArray(), new Shape(floors.count()), y);
        NDArray onFloor = y.lte(floor).toType(DataType.FLOAT32, false);
        yield NDArrays.concat(new NDList(value, onFloor), 1);
      }
    };
  }
}
