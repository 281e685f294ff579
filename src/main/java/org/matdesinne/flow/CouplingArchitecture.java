package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.nn.Weights;

/** The coupling layers of a flow: how many, how large, of what function. */
public sealed interface CouplingArchitecture extends Serializable
    permits GlowArchitecture, SplineArchitecture {

  /** How many coupling blocks there are. */
  int blocks();

  /**
   * The layer that the tensors under {@code prefix} describe.
   *
   * @throws IllegalArgumentException when a tensor is missing or has another shape
   */
  Bijector coupling(
      NDManager manager, Weights weights, String prefix, int dimension, int conditions);

  /** Adds a layer's freshly drawn tensors under {@code prefix}. */
  void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int dimension,
      int conditions,
      UniformRandomProvider random);
}
