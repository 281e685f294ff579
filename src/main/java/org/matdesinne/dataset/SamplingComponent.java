package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.matdesinne.config.Section;

/**
 * One part of a mixture of design points.
 *
 * @param weight its share, relative to the others'
 * @param atReference parameters that keep their reference value
 * @param distributions of other parameters, by their names; what is not named is uniform within its
 *     bounds
 */
public record SamplingComponent(
    double weight, List<String> atReference, Map<String, Distribution> distributions)
    implements Serializable {
  /** All of the design space. */
  static final SamplingComponent UNIFORM = new SamplingComponent(1, List.of());

  /** Parameters at their reference, the others uniform. */
  public SamplingComponent(double weight, List<String> atReference) {
    this(weight, atReference, Map.of());
  }

  static SamplingComponent from(Section section) {
    return new SamplingComponent(
        section.positive("weight"),
        section.has("at-reference") ? section.strings("at-reference") : List.of(),
        section.has("distributions")
            ? section.named("distributions", Distribution::from)
            : Map.of());
  }
}
