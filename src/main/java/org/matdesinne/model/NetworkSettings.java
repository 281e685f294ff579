package org.matdesinne.model;

import org.matdesinne.config.Section;
import org.matdesinne.flow.GlowFlow;
import org.matdesinne.training.TrainingSettings;

/**
 * One network of a configuration: what it is and how it is trained.
 *
 * @param kind what it models
 * @param architecture its size
 * @param training how it is trained
 */
public record NetworkSettings(
    NetworkKind kind, GlowFlow.Architecture architecture, TrainingSettings training)
    implements java.io.Serializable {

  /** Reads {@code kind, architecture, training}. */
  public static NetworkSettings from(Section section) {
    return new NetworkSettings(
        section.choice("kind", NetworkKind.class),
        section.section("architecture", GlowFlow.Architecture::from),
        section.section("training", TrainingSettings::from));
  }
}
