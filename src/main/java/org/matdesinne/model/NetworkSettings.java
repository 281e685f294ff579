package org.matdesinne.model;

import java.io.Serializable;
import org.matdesinne.config.Section;
import org.matdesinne.flow.GlowFlow;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.training.TrainingSettings;

/**
 * One network of a configuration: what it is and how it is trained.
 *
 * @param kind what it models
 * @param condition what a conditional network sees of the property; unused by the others
 * @param architecture its size
 * @param training how it is trained
 */
public record NetworkSettings(
    NetworkKind kind,
    ConditionEncoding.Kind condition,
    GlowFlow.Architecture architecture,
    TrainingSettings training)
    implements Serializable {

  /** Reads {@code kind, condition, architecture, training}; only a cINN has a condition. */
  public static NetworkSettings from(Section section) {
    NetworkKind kind = section.choice("kind", NetworkKind.class);
    return new NetworkSettings(
        kind,
        switch (kind) {
          case CINN -> section.choice("condition", ConditionEncoding.Kind.class);
          case INN -> ConditionEncoding.Kind.VALUE;
        },
        section.section("architecture", GlowFlow.Architecture::from),
        section.section("training", TrainingSettings::from));
  }

  /** The encoding of the condition, for a property with this floor. */
  ConditionEncoding encoding(double floor) {
    return new ConditionEncoding(condition, floor);
  }
}
