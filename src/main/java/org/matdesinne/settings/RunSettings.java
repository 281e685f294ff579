package org.matdesinne.settings;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.dataset.DesignSampler;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.oracle.OracleSettings;
import org.matdesinne.pipeline.GenerationSettings;

/**
 * Everything that decides what a run computes.
 *
 * @param name of the material and configuration
 * @param seed of every random draw
 * @param designSpace what is designed
 * @param property what it is designed for
 * @param data labelled points
 * @param oracle the independent calculation
 * @param networks to be trained, by name
 * @param generation what is asked for
 * @param benchmark how it is measured
 * @param sweep the grid of sweeps
 * @param search the grids of searches for better networks
 * @param device where networks compute: decides nothing but time and rounding
 */
public record RunSettings(
    String name,
    long seed,
    DesignSpace designSpace,
    Property property,
    DataSettings data,
    OracleSettings oracle,
    Map<String, NetworkSettings> networks,
    GenerationSettings generation,
    BenchmarkSettings benchmark,
    SweepSettings sweep,
    SearchSettings search,
    DeviceSetting device) {

  /** Checks that generation names networks that are trained, of which one draws, one predicts. */
  public RunSettings {
    for (String used : generation.networks()) {
      if (!networks.containsKey(used)) {
        throw new InputException(
            "generation uses '%s', which is no network; there are: %s",
            used, String.join(", ", new TreeSet<>(networks.keySet())));
      }
    }
    requirePredicts(generation.surrogate(), networks);
    requireDraws(generation.generator(), networks);
    for (Map.Entry<String, NetworkSettings> network : networks.entrySet()) {
      requireTeacher(network.getKey(), network.getValue(), networks);
    }
  }

  private static void requirePredicts(String surrogate, Map<String, NetworkSettings> networks) {
    if (!networks.get(surrogate).blueprint().predicts()) {
      throw new InputException(
          "generation.surrogate is '%s', which predicts no property; networks that do: %s",
          surrogate, names(networks, network -> network.blueprint().predicts()));
    }
  }

  private static void requireDraws(String generator, Map<String, NetworkSettings> networks) {
    if (!generator.equals(GenerationSettings.MULTI_START) && !networks.get(generator).draws()) {
      throw new InputException(
          "generation.generator is '%s', which predicts and draws no candidates; generators: %s, %s",
          generator, names(networks, NetworkSettings::draws), GenerationSettings.MULTI_START);
    }
  }

  private static String names(
      Map<String, NetworkSettings> networks, Predicate<NetworkSettings> chosen) {
    return networks.entrySet().stream()
        .filter(network -> chosen.test(network.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static void requireTeacher(
      String name, NetworkSettings network, Map<String, NetworkSettings> networks) {
    List<String> possible =
        networks.entrySet().stream()
            .filter(e -> e.getValue().teacherName().isEmpty())
            .filter(e -> e.getValue().blueprint().predicts())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    network
        .teacherName()
        .filter(teacher -> !possible.contains(teacher))
        .ifPresent(
            teacher -> {
              throw new InputException(
                  "the teacher of network '%s' is '%s'; it must be a surrogate without a teacher:"
                      + " %s",
                  name, teacher, String.join(", ", possible));
            });
  }

  /**
   * Reads a resolved configuration.
   *
   * @throws InputException when a key is missing, unknown or out of range
   */
  public static RunSettings from(Config config) {
    return Section.read(
        config,
        section ->
            new RunSettings(
                section.string("name"),
                section.integer("seed"),
                section.section("design-space", DesignSpace::from),
                section.section("property", Property::from),
                section.section("data", DataSettings::from),
                section.section("oracle", OracleSettings::from),
                section.named("networks", NetworkSettings::from),
                section.section("generation", GenerationSettings::from),
                section.section("benchmark", BenchmarkSettings::from),
                section.section("sweep", SweepSettings::from),
                section.section("search", SearchSettings::from),
                section.choice("device", DeviceSetting.class)));
  }

  /**
   * Checks that the property can have all that is asked for, whatever a model has seen of it.
   *
   * @throws InputException when a target lies below the property's floor
   */
  public void requirePossibleTargets() {
    generation.targets().forEach(property::requirePossible);
  }

  /** The networks that have to be trained for the generation. */
  public Set<String> usedNetworks() {
    return generation.networks();
  }

  /** All that can draw candidates and be judged by the surrogate: it cannot judge itself. */
  public Set<String> generators() {
    Set<String> names = new TreeSet<>();
    networks.forEach(
        (name, network) -> {
          if (network.draws()) {
            names.add(name);
          }
        });
    names.remove(generation.surrogate());
    names.add(GenerationSettings.MULTI_START);
    return names;
  }

  /** What every row of data must keep. */
  public RowCheck rowCheck() {
    return new RowCheck(designSpace, property, RowCheck.Bounds.CONFIGURED);
  }

  /** The sampler of points for the oracle to label. */
  public DesignSampler sampler() {
    return new DesignSampler(designSpace, data.sampling(), seed);
  }

  /** The oracle for this design space. */
  public Oracle newOracle() {
    return oracle.oracle(designSpace);
  }
}
