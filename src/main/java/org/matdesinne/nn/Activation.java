package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;

/** What stands between the layers of a perceptron. */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** x where it is positive, exp(x) − 1 elsewhere. */
  ELU,
  /** x / (1 + exp(−x)). */
  SILU;

  NDArray apply(NDArray x) {
    return switch (this) {
      case RELU -> ai.djl.nn.Activation.relu(x);
      case ELU -> ai.djl.nn.Activation.elu(x, 1);
      case SILU -> x.mul(ai.djl.nn.Activation.sigmoid(x));
    };
  }
}
