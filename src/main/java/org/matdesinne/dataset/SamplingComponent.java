package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.List;
import org.matdesinne.config.Section;

/**
 * One part of a mixture of design points.
 *
 * @param weight its share, relative to the others'
 * @param atReference parameters that keep their reference value; the others are uniform within
 *     their bounds
 */
public record SamplingComponent(double weight, List<String> atReference) implements Serializable {

  static SamplingComponent from(Section section) {
    return new SamplingComponent(section.positive("weight"), section.strings("at-reference"));
  }
}
