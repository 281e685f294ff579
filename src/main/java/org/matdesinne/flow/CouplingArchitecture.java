package org.matdesinne.flow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.matdesinne.config.Section;

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

  /** Nodes in the hidden layer of each subnet. */
  int hidden();

  /** Standard deviation of every weight and bias at the start. */
  double initialScale();

  /** What a coupling does to a half of a row. */
  ElementwiseMap map();
}
