package org.matdesinne.model;

import java.io.Serializable;
import org.matdesinne.config.Section;
import org.matdesinne.training.TrainingSettings;

/**
 * One network of a configuration.
 *
 * @param blueprint what it is
 * @param training how it is trained
 */
public record NetworkSettings(Blueprint blueprint, TrainingSettings training)
    implements Serializable {

  /** Reads the keys of the network's kind, and {@code training}. */
  public static NetworkSettings from(Section section) {
    return new NetworkSettings(
        Blueprint.from(section), section.section("training", TrainingSettings::from));
  }
}
