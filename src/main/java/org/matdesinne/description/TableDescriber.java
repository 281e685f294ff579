package org.matdesinne.description;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;

/**
 * Finds out what a table holds.
 *
 * @param table its rows
 * @param properties the columns that are designed for
 * @param ignored columns that are neither these nor parameters
 */
public record TableDescriber(RowFigures table, List<String> properties, List<String> ignored) {
  /** Squares of larger numbers, and of smaller differences, are none that can be computed with. */
  private static final double GREATEST = 1e100;

  /** Checks that the table has such columns; looks at no row. */
  public TableDescriber {
    requireOnce(properties);
    table.require(properties);
    table.require(ignored);
  }

  /**
   * Looks at all rows.
   *
   * @throws InputException when a value is no number, or nothing varies
   */
  public TableDescription describe() {
    List<String> names =
        table.names().stream()
            .filter(name -> !ignored.contains(name) || properties.contains(name))
            .toList();
    TableProfile profile = table.profile(names);
    requireNumbers(names, profile);
    List<TableDescription.Column> varying = new ArrayList<>();
    Map<String, Double> constants = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      ColumnProfile column = profile.column(j);
      String name = names.get(j);
      if (properties.contains(name)) {
        requireVaries(name, column);
        requireComputable(name, column);
      } else if (column.isText() || column.isEmpty() || name.isEmpty()) {
        texts.add(name);
      } else if (column.isConstant()) {
        requireComputable(name, column);
        constants.put(name, column.minimum());
      } else {
        requireComputable(name, column);
        varying.add(new TableDescription.Column(name, column));
      }
    }
    if (varying.isEmpty()) {
      throw new InputException(
          "%s has no column of numbers that vary besides '%s'; name another --properties, or give"
              + " columns to design by",
          table.path(), String.join("', '", properties));
    }
    List<TableDescription.Column> labels =
        properties.stream()
            .map(name -> new TableDescription.Column(name, profile.column(names.indexOf(name))))
            .toList();
    return related(labels, varying, constants, texts);
  }

  private static void requireOnce(List<String> properties) {
    if (properties.contains("")) {
      throw new InputException(
          "--properties names a column without a name; name the column in the table's header, or by"
              + " --columns");
    }
    Set<String> seen = new HashSet<>();
    for (String property : properties) {
      if (!seen.add(property)) {
        throw new InputException("--properties names '%s' twice", property);
      }
    }
  }

  /** A column that holds numbers but for a few values, and rows of another length, are errors. */
  private void requireNumbers(List<String> names, TableProfile profile) {
    if (profile.rows() == 0) {
      throw new InputException("%s holds no rows; give at least one", table.path());
    }
    List<String> numeric =
        IntStream.range(0, names.size())
            .filter(j -> !profile.column(j).isText())
            .mapToObj(names::get)
            .toList();
    table
        .fault(numeric)
        .ifPresent(
            fault -> {
              throw new InputException("%s; or leave out a column by --ignore", fault);
            });
  }

  private void requireVaries(String property, ColumnProfile labels) {
    if (labels.isText() || labels.isEmpty()) {
      throw new InputException(
          "%s, column '%s' holds no numbers; name another --properties", table.path(), property);
    }
    if (labels.isConstant()) {
      throw new InputException(
          "%s, column '%s' is %s in every row, so that nothing can be designed for; name another"
              + " --properties",
          table.path(), property, labels.minimum());
    }
  }

  private void requireComputable(String name, ColumnProfile column) {
    double greatest = Math.max(Math.abs(column.minimum()), Math.abs(column.maximum()));
    if (greatest > GREATEST) {
      throw new InputException(
          "%s, column '%s' holds %s; numbers beyond %s are too large to compute with: convert the"
              + " column to another unit, or leave it out",
          table.path(),
          name,
          greatest == Math.abs(column.maximum()) ? column.maximum() : column.minimum(),
          GREATEST);
    }
    double width = column.maximum() - column.minimum();
    if (width > 0 && width < 1 / GREATEST) {
      throw new InputException(
          "%s, column '%s' varies by %s only; less than %s is too little to compute with: convert"
              + " the column to another unit, or leave it out",
          table.path(), name, width, 1 / GREATEST);
    }
  }

  private TableDescription related(
      List<TableDescription.Column> properties,
      List<TableDescription.Column> varying,
      Map<String, Double> constants,
      List<String> texts) {
    // First of all, whether a row is complete.
    DataSummary summary = table.summary(varying, properties);
    List<String> names = varying.stream().map(TableDescription.Column::name).toList();
    LinearRelations relations = LinearRelations.of(table.comoments(names));
    List<TableDescription.Copy> copies =
        relations.copies().stream()
            .map(
                copy ->
                    new TableDescription.Copy(
                        names.get(copy.column()),
                        names.get(copy.of()),
                        copy.factor(),
                        copy.offset()))
            .toList();
    List<Composition> compositions =
        relations.sums().stream()
            .map(sum -> table.sum(sum.stream().map(names::get).toList()))
            .filter(Composition::holds)
            .toList();
    List<TableDescription.Column> parameters =
        varying.stream()
            .filter(column -> copies.stream().noneMatch(copy -> copy.name().equals(column.name())))
            .toList();
    List<TableDescription.Labels> labels = properties.stream().map(this::labels).toList();
    return new TableDescription(
        name(table.path()),
        parameters,
        labels,
        constants,
        copies,
        compositions,
        texts,
        Map.of(),
        summary,
        targets(labels));
  }

  private TableDescription.Labels labels(TableDescription.Column property) {
    List<RowFigures.Frequency> most = table.mostFrequent(property.name());
    ColumnProfile profile = property.profile();
    return new TableDescription.Labels(
        property,
        TableDescription.Floor.of(
            most.get(0).value(),
            most.get(0).rows(),
            most.get(1).rows(),
            profile.minimum(),
            profile.numbers()));
  }

  /**
   * Labels of rows at the quartiles of the first property, each with two digits of its range: of
   * several properties, only what a row has is known to be possible together. Rows on a floor are
   * left out where there are others.
   */
  private List<List<Double>> targets(List<TableDescription.Labels> labels) {
    List<String> names = labels.stream().map(TableDescription.Labels::name).toList();
    double[] floors =
        labels.stream()
            .map(TableDescription.Labels::floor)
            .mapToDouble(
                floor -> floor.map(TableDescription.Floor::value).orElse(Double.NEGATIVE_INFINITY))
            .toArray();
    List<double[]> rows = table.quartiles(names, floors);
    if (rows.isEmpty()) {
      double[] none = new double[floors.length];
      Arrays.fill(none, Double.NEGATIVE_INFINITY);
      rows = table.quartiles(names, none);
    }
    Set<List<Double>> targets = new LinkedHashSet<>();
    for (double[] row : rows) {
      targets.add(
          IntStream.range(0, row.length)
              .mapToObj(k -> rounded(row[k], labels.get(k).profile()))
              .toList());
    }
    return List.copyOf(targets);
  }

  private static double rounded(double value, ColumnProfile profile) {
    double width = profile.maximum() - profile.minimum();
    int digits = 2 - (int) Math.floor(Math.log10(width));
    double rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    // A zero has no sign.
    return Math.min(Math.max(rounded, profile.minimum()), profile.maximum()) + 0.0;
  }

  /** The last part of a path, without what says the kind of the file. */
  public static String name(String path) {
    String[] parts = path.split("/");
    String last =
        Arrays.stream(parts).filter(part -> !part.isEmpty()).reduce((a, b) -> b).orElse(path);
    return last.replaceFirst("(?i)(\\.(csv|tsv|txt|parquet))?(\\.(gz|bz2|zst|lz4))?$", "");
  }
}
