package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;

/**
 * Figures from the literature and what they were measured on: they stand beside figures of the
 * same, and nowhere else.
 *
 * @param origin what they belong to; null where they stand beside any run's
 * @param work that gives them
 * @param figures each once
 */
public record PublishedValues(Origin origin, Work work, List<PublishedValue> figures)
    implements Serializable {

  /** Checks that no figure is published twice. */
  public PublishedValues {
    figures = List.copyOf(figures);
    Set<List<Object>> places = new HashSet<>();
    for (PublishedValue figure : figures) {
      if (!places.add(List.of(figure.model(), figure.target(), figure.stage(), figure.metric()))) {
        throw new InputException(
            "benchmark.published gives %s of %s at %s, %s, twice; keep one",
            figure.metric().column(), figure.model(), figure.target(), figure.stage().title());
      }
    }
  }

  /**
   * The work that gives figures, for readers. Each text is empty where it is not known.
   *
   * @param title as it is cited
   * @param machine that its times were measured on
   * @param oracle that its errors by an oracle are by
   */
  public record Work(String title, String machine, String oracle) implements Serializable {
    private static final Work UNKNOWN = new Work("", "", "");

    static Work from(Section section) {
      return new Work(section.string("title"), section.string("machine"), section.string("oracle"));
    }
  }

  /**
   * What figures belong to.
   *
   * @param configuration name of the material's configuration
   * @param property name of the property
   * @param unit of the property
   * @param parameters names of the design parameters, in order
   * @param sources of the data, by name
   * @param rows of the data, by their hash: the same data under another name
   */
  public record Origin(
      String configuration,
      String property,
      String unit,
      List<String> parameters,
      List<String> sources,
      List<String> rows)
      implements Serializable {

    static Origin from(Section section) {
      return new Origin(
          section.string("configuration"),
          section.string("property"),
          section.string("unit"),
          section.strings("parameters"),
          section.strings("sources"),
          section.strings("rows"));
    }

    /** An oracle is one source under any name. */
    private boolean hasSource(String source) {
      return sources.contains(source)
          || (DataSettings.isOracle(source) && sources.stream().anyMatch(DataSettings::isOracle));
    }

    private boolean isThatOf(Run run) {
      return configuration.equals(run.configuration)
          && !run.properties.several()
          && property.equals(run.properties.first().name())
          && unit.equals(run.properties.first().unit())
          && parameters.equals(run.space.parameters().stream().map(DesignParameter::name).toList())
          && (hasSource(run.source) || rows.contains(run.rows));
    }
  }

  /**
   * What a run measured.
   *
   * @param configuration name of the material's configuration
   * @param properties that were designed for
   * @param space of the candidates
   * @param source where the training set came from
   * @param rows hash of its rows
   */
  public record Run(
      String configuration, Properties properties, DesignSpace space, String source, String rows) {}

  /** Figures that stand beside any run's. */
  public static PublishedValues besideAll(List<PublishedValue> figures) {
    return new PublishedValues(null, Work.UNKNOWN, figures);
  }

  /** Those that belong beside a run. */
  public PublishedValues beside(Run run) {
    return origin == null || origin.isThatOf(run) ? this : besideAll(List.of());
  }

  /**
   * Reads a list of figures, or an object of {@code figures}, the {@code origin} that they belong
   * to and, where it is named, the {@code work} that gives them; none where the key is absent.
   */
  static PublishedValues from(Section section, String key) {
    if (!section.has(key)) {
      return besideAll(List.of());
    }
    return section.isList(key)
        ? besideAll(figures(section, key))
        : section.section(
            key,
            object ->
                new PublishedValues(
                    object.section("origin", Origin::from),
                    object.has("work") ? object.section("work", Work::from) : Work.UNKNOWN,
                    figures(object, "figures")));
  }

  private static List<PublishedValue> figures(Section section, String key) {
    return section.sections(key, PublishedValue::from).stream().flatMap(List::stream).toList();
  }
}
