package org.matdesinne.settings;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.config.PropertyScale;
import org.matdesinne.config.Section;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.dataset.DesignSampler;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.oracle.OracleSettings;
import org.matdesinne.pipeline.GenerationSettings;

/**
 * Everything that decides what a run computes.
 *
 * @param name of the material and configuration
 * @param seed of every random draw
 * @param designSpace what is designed
 * @param properties what it is designed for
 * @param data labelled points
 * @param oracle the independent calculation; empty where there is none
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
    Properties properties,
    DataSettings data,
    Optional<OracleSettings> oracle,
    Map<String, NetworkSettings> networks,
    GenerationSettings generation,
    BenchmarkSettings benchmark,
    SweepSettings sweep,
    SearchSettings search,
    DeviceSetting device) {

  /** All that a configuration has to have. */
  private static final List<String> SECTIONS =
      List.of(
          "name",
          "seed",
          "device",
          "design-space",
          "property",
          "data",
          "networks",
          "generation",
          "benchmark",
          "sweep",
          "search");

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
    generation.generatorNetwork().ifPresent(drawing -> requireDraws(drawing, networks));
    for (Map.Entry<String, NetworkSettings> network : networks.entrySet()) {
      requireTeacher(network.getKey(), network.getValue(), networks);
    }
    for (String property : properties.names()) {
      if (designSpace.names().contains(property)) {
        throw new InputException(
            "'%s' is a design parameter and a property; rename one of them", property);
      }
    }
    data.requireColumns(
        Stream.concat(designSpace.names().stream(), properties.names().stream()).toList());
  }

  private static void requirePredicts(String surrogate, Map<String, NetworkSettings> networks) {
    if (!networks.get(surrogate).predicts()) {
      throw new InputException(
          "generation.surrogate is '%s', which predicts no property; networks that do: %s",
          surrogate, names(networks, NetworkSettings::predicts));
    }
  }

  private static void requireDraws(String generator, Map<String, NetworkSettings> networks) {
    if (!networks.get(generator).draws()) {
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
            .filter(e -> e.getValue().predicts())
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
   * Reads a resolved configuration before there are training rows. Amounts of the property that are
   * a share of its spread are not a number then: {@link #from(Config, Optional)} knows them.
   *
   * @throws InputException when keys are missing, unknown or out of range: it names all of them
   */
  public static RunSettings from(Config config) {
    return from(config, Optional.empty());
  }

  /**
   * Reads a resolved configuration.
   *
   * @param spread standard deviation of each property in the training rows; empty where it is not
   *     known yet
   * @throws InputException when keys are missing, unknown or out of range: it names all of them
   */
  public static RunSettings from(Config config, Optional<Amounts> spread) {
    requireSections(config);
    Properties properties = properties(config);
    return Section.read(
        config,
        scales(properties, spread),
        section ->
            new RunSettings(
                section.string("name"),
                section.integer("seed"),
                section.section("design-space", DesignSpace::from),
                Properties.from(section),
                section.section("data", DataSettings::from),
                section.has("oracle")
                    ? Optional.ofNullable(section.section("oracle", OracleSettings::from))
                    : Optional.empty(),
                section.named("networks", NetworkSettings::from),
                section.section("generation", inner -> GenerationSettings.from(inner, properties)),
                section.section("benchmark", BenchmarkSettings::from),
                section.section("sweep", inner -> SweepSettings.from(inner, properties)),
                section.section("search", SearchSettings::from),
                section.choice("device", DeviceSetting.class)));
  }

  /** What targets and amounts are of, or a stand-in where the section is wrong and told so. */
  private static Properties properties(Config config) {
    try {
      return Section.read(config.withOnlyPath("property"), Properties::from);
    } catch (InputException e) {
      return Properties.of(new Property("", "", null));
    }
  }

  private static List<PropertyScale> scales(Properties properties, Optional<Amounts> spread) {
    return IntStream.range(0, properties.count())
        .mapToObj(
            k ->
                new PropertyScale(
                    properties.get(k).name(),
                    Optional.of(properties.get(k).unit()).filter(unit -> !unit.isEmpty()),
                    spread.map(each -> each.get(k)).orElse(Double.NaN)))
        .toList();
  }

  /** A file that was meant to change some values of another lacks whole sections. */
  private static void requireSections(Config config) {
    List<String> missing = SECTIONS.stream().filter(key -> !config.hasPath(key)).toList();
    if (missing.size() > 1) {
      throw new InputException(
          "the configuration stands alone and lacks %s; give them, or begin the file with include"
              + " classpath(\"conf/mos2.conf\") to change single values of the built-in configuration",
          String.join(", ", missing));
    }
  }

  /**
   * Checks that the properties can have all that is asked for, whatever a model has seen of it.
   *
   * @throws InputException when a target lies below a property's floor
   */
  public void requirePossibleTargets() {
    generation.targets().forEach(properties::requirePossible);
  }

  /**
   * Checks that localization, if it is led by another network than the surrogate, is led by one
   * that has learned from it.
   *
   * @throws InputException when it has not
   */
  public void requireGuide() {
    generation.guideName().ifPresent(this::requireGuide);
  }

  private void requireGuide(String guide) {
    String surrogate = generation.surrogate();
    Predicate<NetworkSettings> leads =
        network ->
            network.imitates() && network.teacherName().filter(surrogate::equals).isPresent();
    if (!leads.test(networks.get(guide))) {
      String others = names(networks, leads);
      throw new InputException(
          "generation.localization.gauss-newton.guide is '%s', which does not learn from the"
              + " surrogate '%s'; %s it to null",
          guide,
          surrogate,
          others.isEmpty() ? "set" : "name one that does (" + others + ") or set");
    }
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
    return new RowCheck(designSpace, properties, RowCheck.Bounds.CONFIGURED);
  }

  /** The sampler of points for the oracle to label. */
  public DesignSampler sampler() {
    return new DesignSampler(designSpace, data.sampling(), data.design(), seed);
  }

  /**
   * How the oracle is configured.
   *
   * @throws InputException when it is not
   */
  public OracleSettings requireOracle() {
    return oracle.orElseThrow(
        () ->
            new InputException(
                "data.source is '%s', and the configuration has no oracle; add the section oracle,"
                    + " or name data with --table, --x and --y, or --source",
                DataSettings.ORACLE_SOURCE));
  }
}
