package org.matdesinne.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.matdesinne.dataset.DataSummary;

/**
 * A description in sentences.
 *
 * @param description of the table
 */
public record Findings(TableDescription description) {

  /** All that is worth knowing, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<TableDescription.Labels> properties = description.properties();
    boolean several = properties.size() > 1;
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, %d design parameters; %s",
            description.name(),
            description.data().rowsRead(),
            description.parameters().size(),
            several ? properties.size() + " properties" : range(properties.get(0))));
    if (several) {
      properties.stream().map(Findings::range).forEach(lines::add);
    }
    description
        .renamed()
        .forEach(
            (column, name) ->
                lines.add(
                    column
                        + " is called "
                        + name
                        + " from here on: tables have another column of that name"
                        + " (data.columns)"));
    description.parameters().stream()
        .map(Findings::levels)
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    description.compositions().stream().map(Findings::composition).forEach(lines::add);
    description
        .constants()
        .forEach((name, value) -> lines.add(name + " is " + number(value) + " in every row"));
    lines.addAll(leftOut());
    lines.addAll(rows());
    return lines;
  }

  /** The columns that are no design parameters, and why. */
  public List<String> leftOut() {
    List<String> lines = new ArrayList<>();
    description.copies().forEach(copy -> lines.add(copy + ": left out"));
    if (!description.texts().isEmpty()) {
      lines.add(
          "without numbers, so left out: "
              + description.texts().stream()
                  .map(name -> name.isEmpty() ? "a column without a name" : name)
                  .collect(Collectors.joining(", ")));
    }
    return lines;
  }

  /** What is the matter with rows and labels. */
  public List<String> rows() {
    List<String> lines = new ArrayList<>();
    DataSummary data = description.data();
    if (data.rowsDropped() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d rows lack a value and are left out (data.missing = drop)",
              data.rowsDropped()));
    }
    if (data.pointsOfSeveralLabels() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d points have several labels, which scatter by %s; their mean is taken"
                  + " (data.replicates = mean)",
              data.pointsOfSeveralLabels(),
              data.points(),
              noise()));
    }
    for (TableDescription.Labels labels : description.properties()) {
      labels
          .floor()
          .ifPresent(
              floor ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "%,d rows have the least %s, %s: taken as a floor (property.minimum)",
                          floor.rows(),
                          description.properties().size() > 1 ? labels.name() : "label",
                          number(floor.value()))));
    }
    return lines;
  }

  /** How much the labels of one point scatter; of several properties, of each. */
  public String noise() {
    return description.properties().stream()
        .map(TableDescription.Labels::name)
        .map(
            name ->
                String.format(Locale.ROOT, "%.4g", description.data().labelNoise().get(name))
                    + (description.properties().size() > 1 ? " (" + name + ")" : ""))
        .collect(Collectors.joining(", "));
  }

  private static String range(TableDescription.Labels labels) {
    return labels.name()
        + " from "
        + number(labels.profile().minimum())
        + " to "
        + number(labels.profile().maximum());
  }

  /** What values a column takes, where these are whole numbers or only a few; else nothing. */
  public static String levels(TableDescription.Column column) {
    List<Double> levels = column.profile().levels();
    String listed = levels.stream().map(Findings::number).collect(Collectors.joining(", "));
    if (column.profile().isWhole()) {
      return column.name() + " takes whole numbers only" + (levels.isEmpty() ? "" : ": " + listed);
    }
    return levels.isEmpty() ? "" : column.name() + " takes " + levels.size() + " values: " + listed;
  }

  /** Which columns add to what. */
  public static String composition(Composition composition) {
    String sum = String.join(" + ", composition.columns()) + " = " + number(composition.whole());
    double off = composition.off();
    return off <= 1e-9 * Math.abs(composition.whole())
        ? sum + " in every row"
        : String.format(Locale.ROOT, "%s in every row, to within %.2g", sum, off);
  }

  /** A number as a person writes it: a whole one without a point. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
