package org.matdesinne.spark.train;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.surrogate.Calibration;

/**
 * Networks that a job is asked to train, with the teachers that they need.
 *
 * @param byName their settings
 * @param properties what they are trained on
 */
record RequestedNetworks(Map<String, NetworkSettings> byName, Properties properties) {

  /**
   * Those called {@code names} in the configuration, and their teachers.
   *
   * @throws InputException when the configuration has no network of a name
   */
  static RequestedNetworks of(RunSettings settings, Collection<String> names) {
    Map<String, NetworkSettings> networks = new TreeMap<>();
    for (String name : names) {
      NetworkSettings network = settings.networks().get(name);
      if (network == null) {
        throw new InputException(
            "there is no network '%s'; the configuration has: %s",
            name, String.join(", ", settings.networks().keySet()));
      }
      networks.put(name, network);
      network.teacherName().ifPresent(t -> networks.put(t, settings.networks().get(t)));
    }
    return new RequestedNetworks(networks, settings.properties());
  }

  /**
   * Checks that ensembles can be calibrated. Rows on a floor say next to nothing of how wide an
   * interval must be, so that they do not count.
   *
   * @throws InputException when there are too few validation rows for one
   */
  void requireCalibration(TrainingSet set) {
    for (int k = 0; k < properties.count(); k++) {
      int property = k;
      byName.forEach((name, network) -> requireCalibration(name, network, set, property));
    }
  }

  /**
   * Checks that networks can be of the space's parameters and of the properties.
   *
   * @throws InputException when one cannot
   */
  void requireFits(DesignSpace space) {
    byName.forEach(
        (name, network) ->
            network.blueprint().requireFits(name, space.dimension(), properties.count()));
  }

  private void requireCalibration(
      String name, NetworkSettings network, TrainingSet set, int index) {
    Property property = properties.get(index);
    double floor = property.floor();
    long above =
        Arrays.stream(set.only(Split.VALIDATION).examples().y(index))
            .filter(label -> label > floor)
            .count();
    if (network.members() > 1 && above < Calibration.MIN_POINTS) {
      throw new InputException(
          "ensemble '%s' is calibrated on validation rows%s, at least %d;"
              + " there are %d: give more rows, raise data.validation-fraction, or set"
              + " networks.%s.members = 1",
          name,
          property.hasFloor()
              ? " with a label above "
                  + floor
                  + " "
                  + property.unit()
                  + (properties.several() ? " of " + property.name() : "")
              : "",
          Calibration.MIN_POINTS,
          above,
          name);
    }
  }
}
