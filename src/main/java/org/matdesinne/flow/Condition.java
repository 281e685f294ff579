package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** What a flow is conditioned on, row by row: a (batch, columns) tensor, or nothing. */
public final class Condition {
  private static final Condition NONE = new Condition(null);

  private final NDArray values;

  private Condition(NDArray values) {
    this.values = values;
  }

  /** No condition: the flow models the distribution of its rows alone. */
  public static Condition none() {
    return NONE;
  }

  /** A condition on {@code values}, (batch, columns). */
  public static Condition on(NDArray values) {
    return new Condition(values);
  }

  /**
   * Its columns for {@code rows}, (batch, columns): none where the flow has no condition.
   *
   * @param rows (batch, any)
   */
  NDArray columns(NDArray rows) {
    return values == null
        ? rows.getManager().zeros(new Shape(rows.size(0), 0), rows.getDataType())
        : values;
  }
}
