package org.matdesinne.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Target;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.PublishedValue;

/**
 * What figures are compared at: a target and, where there are several, one of the properties of
 * which something was wanted.
 *
 * @param target its label
 * @param property empty where there is one, or nothing was measured of one alone
 */
record Asked(String target, Optional<Property> property) {

  /** All that was measured, in order. */
  static List<Asked> of(Properties properties, List<Measurement> measurements) {
    TreeSet<String> targets =
        measurements.stream()
            .flatMap(row -> row.target().stream())
            .collect(Collectors.toCollection(() -> new TreeSet<>(Target.LABELS)));
    return targets.stream().flatMap(target -> of(target, properties, measurements)).toList();
  }

  private static Stream<Asked> of(
      String target, Properties properties, List<Measurement> measurements) {
    Set<String> measured =
        measurements.stream()
            .filter(row -> row.target().equals(Optional.of(target)))
            .flatMap(row -> row.property().stream())
            .collect(Collectors.toSet());
    return measured.isEmpty()
        ? Stream.of(new Asked(target, Optional.empty()))
        : properties.each().stream()
            .filter(property -> measured.contains(property.name()))
            .map(property -> new Asked(target, Optional.of(property)));
  }

  /** Whether a figure is of it; figures of all properties are of each. */
  boolean holds(Measurement row) {
    return row.target().equals(Optional.of(target))
        && (row.property().isEmpty() || row.property().equals(property.map(Property::name)));
  }

  /** Whether a figure from the literature is of it. */
  boolean holds(PublishedValue figure) {
    return property.isEmpty() && Target.of(figure.target()).label().equals(target);
  }

  /** As a title. */
  String title(Properties properties) {
    return property.isEmpty() && Target.number(target).isPresent()
        ? (properties.first().name() + " = " + properties.amount(target)).strip()
        : line();
  }

  /** As a line of a cell. */
  String line() {
    return property.map(of -> target + ": " + of.title()).orElse(target);
  }
}
