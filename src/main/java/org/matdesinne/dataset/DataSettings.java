package org.matdesinne.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Orbits;

/**
 * Where labelled points come from and how they are split.
 *
 * @param source {@link #ORACLE_SOURCE} or a name in {@code sources}
 * @param rows to be made by the oracle
 * @param validationFraction share of points that choose epochs and models
 * @param testFraction share of points that are looked at once
 * @param sampling mixture of design points that the oracle labels
 * @param design how these points lie
 * @param maxFailedFraction the greatest share of points at which the oracle may fail
 * @param cache folder for downloads
 * @param sources published data sets, by name
 * @param missing what becomes of given rows without a value
 * @param replicates what becomes of given points with several rows
 * @param delimiter of tables of text
 * @param columns what tables call parameters and properties, by the name of these, where it is
 *     another
 */
public record DataSettings(
    String source,
    int rows,
    double validationFraction,
    double testFraction,
    List<SamplingComponent> sampling,
    PointDesign design,
    double maxFailedFraction,
    String cache,
    Map<String, PublishedSource> sources,
    MissingValues missing,
    Replicates replicates,
    Delimiter delimiter,
    Map<String, String> columns) {
  /** The source that makes its data with the configured oracle. */
  public static final String ORACLE_SOURCE = "oracle";

  /** What earlier versions called that source, when there was one oracle. */
  private static final String FORMER_ORACLE_SOURCE = "tight-binding";

  private static final double MAX_FAILED_FRACTION = 0.05;

  /** Checks that the source is known and that rows are left to train on. */
  public DataSettings {
    if (isOracle(source)) {
      source = ORACLE_SOURCE;
    } else if (!sources.containsKey(source)) {
      List<String> all = new ArrayList<>(List.of(ORACLE_SOURCE));
      all.addAll(sources.keySet());
      throw new InputException(
          "data source '%s' is unknown; there are: %s (or give a file with --table, or files with --x"
              + " and --y)",
          source, String.join(", ", all));
    }
    if (cache.isEmpty() && !sources.isEmpty()) {
      throw new InputException(
          "data.cache is missing; name the folder in which downloads of data.sources are kept");
    }
    if (validationFraction + testFraction >= 1) {
      throw new InputException(
          "validation-fraction %s and test-fraction %s leave nothing to train on",
          validationFraction, testFraction);
    }
  }

  /** Reads the keys of {@code data}. */
  public static DataSettings from(Section section) {
    return new DataSettings(
        section.string("source"),
        section.integer("rows", 10),
        section.number("validation-fraction", 0, 1),
        section.number("test-fraction", 0, 1),
        section.has("sampling")
            ? section.sections("sampling", SamplingComponent::from)
            : List.of(SamplingComponent.UNIFORM),
        section.has("design") ? section.choice("design", PointDesign.class) : PointDesign.RANDOM,
        section.has("max-failed-fraction")
            ? section.number("max-failed-fraction", 0, 1)
            : MAX_FAILED_FRACTION,
        section.has("cache") ? section.string("cache") : "",
        section.has("sources") ? section.named("sources", PublishedSource::from) : Map.of(),
        section.has("missing")
            ? section.choice("missing", MissingValues.class)
            : MissingValues.REJECT,
        section.has("replicates")
            ? section.choice("replicates", Replicates.class)
            : Replicates.REJECT,
        section.has("delimiter") ? section.choice("delimiter", Delimiter.class) : Delimiter.AUTO,
        section.has("columns") ? section.texts("columns") : Map.of());
  }

  /** What tables call parameters and properties of these names. */
  public List<String> columnsOf(List<String> names) {
    return names.stream().map(name -> columns.getOrDefault(name, name)).toList();
  }

  /**
   * Checks that tables have a column for each parameter and property.
   *
   * @param names of these
   * @throws InputException when two share a column, or a name is none of these
   */
  public void requireColumns(List<String> names) {
    for (String name : columns.keySet()) {
      if (!names.contains(name)) {
        throw new InputException(
            "data.columns names '%s', which is neither a design parameter nor a property; there are:"
                + " %s",
            name, String.join(", ", names));
      }
    }
    Map<String, String> readers = new HashMap<>();
    for (String name : names) {
      String column = columns.getOrDefault(name, name);
      String other = readers.putIfAbsent(column, name);
      if (other != null) {
        throw new InputException(
            "'%s' and '%s' would both be read from the column '%s'; name another in data.columns",
            other, name, column);
      }
    }
  }

  /** Whether a source, as a configuration or manifest calls it, is the configured oracle. */
  public static boolean isOracle(String source) {
    return source.equals(ORACLE_SOURCE) || source.equals(FORMER_ORACLE_SOURCE);
  }

  /** The splitter of the points of {@code space} for a seed. */
  public Splitter splitter(long seed, DesignSpace space) {
    return new Splitter(seed, validationFraction, testFraction, Orbits.of(space));
  }
}
