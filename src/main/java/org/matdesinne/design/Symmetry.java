package org.matdesinne.design;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import org.matdesinne.config.Section;

/**
 * An invertible map of design points that leaves the property as it is. In JSON, the kinds are told
 * apart by their keys.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(SignedPermutation.class), @JsonSubTypes.Type(BasisChange.class)})
public sealed interface Symmetry extends Serializable permits SignedPermutation, BasisChange {

  /**
   * Reads {@code basis-change { cell, matrix }}, or {@code { from, sign, offset }} for each
   * parameter that changes.
   *
   * @param names of the space's parameters
   */
  static Symmetry from(Section section, List<String> names) {
    return section.has("basis-change")
        ? section.section("basis-change", inner -> BasisChange.from(inner, names))
        : SignedPermutation.from(section, names);
  }

  /** The image of a point (parameters), a new array. */
  double[] apply(double[] point);
}
