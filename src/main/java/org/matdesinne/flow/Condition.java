package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

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

  /** [input, condition]: what a subnet sees. */
  NDArray appendedTo(NDArray input) {
    return values == null ? input : NDArrays.concat(new NDList(input, values), 1);
  }
}
