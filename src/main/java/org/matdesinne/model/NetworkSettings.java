package org.matdesinne.model;

import java.io.Serializable;
import org.matdesinne.config.Section;
import org.matdesinne.generator.Scaling;
import org.matdesinne.training.TrainingSettings;

/**
 * One network of a configuration.
 *
 * @param blueprint what it is
 * @param coordinates in which it sees design points
 * @param training how it is trained
 */
public record NetworkSettings(
    Blueprint blueprint, Scaling.Coordinates coordinates, TrainingSettings training)
    implements Serializable {

  /** Coordinates that a file of an earlier version does not name are standardised ones. */
  public NetworkSettings {
    if (coordinates == null) {
      coordinates = Scaling.Coordinates.STANDARDIZED;
    }
  }

  /** Reads the keys of the network's kind, {@code coordinates} and {@code training}. */
  public static NetworkSettings from(Section section) {
    return new NetworkSettings(
        Blueprint.from(section),
        section.choice("coordinates", Scaling.Coordinates.class),
        section.section("training", TrainingSettings::from));
  }
}
