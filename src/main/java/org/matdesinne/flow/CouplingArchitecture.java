package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.nn.Weights;

/** The coupling layers of a flow: how many, how large, of what function. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "coupling")
@JsonSubTypes({
  @JsonSubTypes.Type(value = GlowArchitecture.class, name = "affine"),
  @JsonSubTypes.Type(value = SplineArchitecture.class, name = "spline")
})
public sealed interface CouplingArchitecture extends Serializable
    permits GlowArchitecture, SplineArchitecture {

  /** The functions of coupling layers. */
  enum Coupling {
    /** Scale and shift. */
    AFFINE,
    /** Rational-quadratic splines. */
    SPLINE
  }

  /** Reads {@code coupling} and the keys of that coupling's architecture. */
  static CouplingArchitecture from(Section section) {
    return switch (section.choice("coupling", Coupling.class)) {
      case AFFINE -> GlowArchitecture.from(section);
      case SPLINE -> SplineArchitecture.from(section);
    };
  }

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
