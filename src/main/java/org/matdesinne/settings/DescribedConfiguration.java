package org.matdesinne.settings;

import com.typesafe.config.ConfigUtil;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.matdesinne.dataset.Delimiter;
import org.matdesinne.description.ColumnProfile;
import org.matdesinne.description.Composition;
import org.matdesinne.description.Findings;
import org.matdesinne.description.TableDescription;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

/**
 * A configuration for what a table holds, to be used as it is and to be read by whoever knows more
 * of the columns than their numbers.
 *
 * @param description of the table
 * @param delimiter that the user named for it
 */
public record DescribedConfiguration(TableDescription description, Delimiter delimiter) {
  /** What a table does not say of the unit of a column. */
  private static final String SOME_UNIT = "units";

  /** A unit at the end of a name: {@code conductivity (S/cm)}, {@code time [s]}. */
  private static final Pattern UNIT =
      Pattern.compile(".*\\(([^()\\s]+)\\)|.*\\[([^\\[\\]\\s]+)\\]");

  private static final DesignParameter.Role PARAMETER = new DesignParameter.Role("parameter");
  private static final DesignParameter.Role COMPOSITION = new DesignParameter.Role("composition");

  /** Validation rows that calibrate an ensemble with some to spare: the split is random. */
  private static final int VALIDATION_ROWS = 40;

  /** More are a range to all ends and purposes. */
  private static final int MOST_WHOLE_NUMBERS = 1000;

  /** Above it, some whole numbers cannot be told from their neighbours. */
  private static final double GREATEST_WHOLE_NUMBER = 0x1p53;

  /** With fewer rows, networks are often less certain than the built-in configuration asks for. */
  private static final int FEW_ROWS = 5000;

  private static final double VALIDATION = 0.1;
  private static final double MOST_VALIDATION = 0.3;
  private static final double TEST = 0.2;
  private static final double LEAST_TEST = 0.1;

  /** The design space. */
  public static DesignSpace space(List<TableDescription.Column> columns) {
    return new DesignSpace(columns.stream().map(column -> parameter(column, PARAMETER)).toList());
  }

  private static DesignParameter parameter(
      TableDescription.Column column, DesignParameter.Role role) {
    ColumnProfile profile = column.profile();
    // In decimal digits: 0.7 and 1.4 have 1.05 between them.
    BigDecimal least = BigDecimal.valueOf(profile.minimum());
    BigDecimal greatest = BigDecimal.valueOf(profile.maximum());
    double middle = least.add(greatest).multiply(BigDecimal.valueOf(0.5)).doubleValue();
    return new DesignParameter(
        column.name(),
        unit(column.name()).orElse(SOME_UNIT),
        profile.minimum(),
        profile.maximum(),
        middle,
        role,
        greatest.subtract(least).doubleValue());
  }

  /** The properties, without floors. */
  public static Properties properties(List<TableDescription.Column> columns) {
    return new Properties(columns.stream().map(column -> property(column.name())).toList());
  }

  private static Property property(String name) {
    // Behind a number, % is a share of the property's spread.
    return new Property(
        name, unit(name).map(unit -> unit.equals("%") ? "percent" : unit).orElse(SOME_UNIT), null);
  }

  private static Optional<String> unit(String name) {
    Matcher unit = UNIT.matcher(name);
    return unit.matches()
        ? Optional.of(unit.group(1) == null ? unit.group(2) : unit.group(1))
        : Optional.empty();
  }

  /** As HOCON. */
  public String text() {
    StringBuilder text = new StringBuilder();
    comment(
        text,
        "",
        String.format(
            Locale.ROOT,
            "Written by 'describe' from %,d rows of %s. It works as it is; change what you know better.",
            description.data().rowsRead(),
            description.name()),
        "All other settings are those of the built-in configuration, conf/mos2.conf.");
    text.append("include classpath(\"conf/mos2.conf\")\n\n");
    text.append("name = ").append(quoted(description.name())).append("\n\n");
    text.append("design-space {\n");
    comment(
        text,
        "  ",
        "minimum and maximum are those of the table. A candidate is new if it differs from every known",
        "row by more than a hundredth of novelty-scale, on average (benchmark.novelty-tolerance).",
        "role is any word; external marks conditions that make no new material.");
    text.append("  parameters = [\n");
    description.parameters().forEach(column -> parameter(text, column));
    description.constants().forEach((name, value) -> constant(text, name, value));
    text.append("  ]\n  symmetries = []\n");
    constraints(text);
    new Findings(description).leftOut().forEach(line -> comment(text, "  ", line + "."));
    text.append("}\n\n");
    properties(text);
    data(text);
    text.append("# There is no calculation of the property beside the data.\noracle = null\n");
    text.append("benchmark.published = null\n\n");
    generation(text);
    return text.toString();
  }

  private void generation(StringBuilder text) {
    text.append("generation {\n");
    if (description.properties().size() == 1) {
      target(text, description.properties().get(0));
    } else {
      targets(text);
    }
    if (isUncertain()) {
      comment(
          text,
          "  ",
          "A candidate whose prediction is less certain than this is set aside: a number, or a share of",
          "the property's spread such as \"20 %\". Networks that learn from few or scattered labels are",
          "certain of nothing, so that none is set aside; the column 'uncertainty' says what to expect.");
      text.append("  abstention.uncertainty = unlimited\n");
    }
    text.append("}\n");
  }

  private void target(StringBuilder text, TableDescription.Labels labels) {
    String name = description.called(labels.name());
    comment(
        text,
        "  ",
        "Values of "
            + name
            + " to design for: quartiles of the table's. Choose yours, within "
            + Findings.number(labels.profile().minimum())
            + " to "
            + Findings.number(labels.profile().maximum())
            + ".",
        "A range or a limit is a text: "
            + quoted(name + "=" + range(labels))
            + ", "
            + quoted(name + "<=" + limit(labels))
            + ".");
    text.append("  targets = ")
        .append(
            description.targets().stream()
                .map(target -> Findings.number(target.get(0)))
                .collect(Collectors.joining(", ", "[", "]\n")));
  }

  private void targets(StringBuilder text) {
    comment(
        text,
        "  ",
        "What to design for: what rows of the table have, at the quartiles of "
            + description.called(description.properties().get(0).name())
            + ". Choose yours, within");
    for (TableDescription.Labels labels : description.properties()) {
      comment(
          text,
          "  ",
          description.called(labels.name())
              + " from "
              + Findings.number(labels.profile().minimum())
              + " to "
              + Findings.number(labels.profile().maximum()));
    }
    TableDescription.Labels first = description.properties().get(0);
    TableDescription.Labels second = description.properties().get(1);
    comment(
        text,
        "  ",
        "A target may ask for ranges and limits, and leave a property out: "
            + quoted(
                description.called(first.name())
                    + "="
                    + range(first)
                    + ", "
                    + description.called(second.name())
                    + "<="
                    + limit(second))
            + ".");
    text.append("  targets = [\n");
    for (List<Double> target : description.targets()) {
      text.append("    ")
          .append(
              quoted(
                  IntStream.range(0, target.size())
                      .mapToObj(
                          k ->
                              description.called(description.properties().get(k).name())
                                  + "="
                                  + Findings.number(target.get(k)))
                      .collect(Collectors.joining(", "))))
          .append('\n');
    }
    text.append("  ]\n");
  }

  /** The part of the range between the first target and the last, as an example. */
  private String range(TableDescription.Labels labels) {
    int property = description.properties().indexOf(labels);
    DoubleSummaryStatistics values =
        description.targets().stream()
            .mapToDouble(target -> target.get(property))
            .summaryStatistics();
    return Findings.number(values.getMin()) + ".." + Findings.number(values.getMax());
  }

  private String limit(TableDescription.Labels labels) {
    int property = description.properties().indexOf(labels);
    return Findings.number(description.targets().get(0).get(property));
  }

  private boolean isUncertain() {
    return description.rows() < FEW_ROWS || description.data().pointsOfSeveralLabels() > 0;
  }

  private void parameter(StringBuilder text, TableDescription.Column column) {
    String levels = Findings.levels(column);
    if (!levels.isEmpty()) {
      comment(
          text,
          "    ",
          levels
              + (keepsLevels(column)
                  ? ". Candidates do, too; without step or values they may lie between."
                  : ". Candidates may lie between them, unless you add step or values."));
    }
    DesignParameter parameter =
        parameter(
            column, description.compositionOf(column.name()).isPresent() ? COMPOSITION : PARAMETER);
    if (keepsLevels(column)) {
      parameter(text, parameter, levels(column), level(column, parameter.reference()));
    } else {
      parameter(text, parameter, bounds(parameter), parameter.reference());
    }
  }

  /** The value of a column of whole numbers that is nearest to {@code middle}. */
  private static double level(TableDescription.Column column, double middle) {
    return column.profile().levels().stream()
        .min(Comparator.comparingDouble(value -> Math.abs(value - middle)))
        .orElse(Math.rint(middle));
  }

  private void parameter(
      StringBuilder text, DesignParameter parameter, String values, double reference) {
    text.append(
        String.format(
            Locale.ROOT,
            "    { name = %s, unit = %s, %s, reference = %s, role = %s, novelty-scale = %s }%n",
            quoted(description.called(parameter.name())),
            quoted(parameter.unit()),
            values,
            Findings.number(reference),
            parameter.role().word(),
            Findings.number(parameter.noveltyScale())));
  }

  private static String bounds(DesignParameter parameter) {
    return "minimum = "
        + Findings.number(parameter.minimum())
        + ", maximum = "
        + Findings.number(parameter.maximum());
  }

  private static String levels(TableDescription.Column column) {
    List<Double> levels = column.profile().levels();
    return levels.isEmpty()
        ? "minimum = "
            + Findings.number(column.profile().minimum())
            + ", maximum = "
            + Findings.number(column.profile().maximum())
            + ", step = 1"
        : levels.stream()
            .map(Findings::number)
            .collect(Collectors.joining(", ", "values = [", "]"));
  }

  /**
   * Whether candidates keep to whole numbers: a count is one, a share of a whole is not, and where
   * nothing else varies a target could not be met.
   */
  private boolean keepsLevels(TableDescription.Column column) {
    return isCount(column) && description.parameters().stream().anyMatch(other -> !isCount(other));
  }

  private boolean isCount(TableDescription.Column column) {
    ColumnProfile profile = column.profile();
    return profile.isWhole()
        && profile.maximum() - profile.minimum() < MOST_WHOLE_NUMBERS
        && Math.max(-profile.minimum(), profile.maximum()) < GREATEST_WHOLE_NUMBER
        && description.compositionOf(column.name()).isEmpty();
  }

  private void constant(StringBuilder text, String name, double value) {
    comment(text, "    ", "The same in every row.");
    DesignParameter parameter =
        new DesignParameter(
            name,
            unit(name).orElse(SOME_UNIT),
            value,
            value,
            value,
            PARAMETER,
            value == 0 ? 1 : Math.abs(value));
    parameter(text, parameter, bounds(parameter), value);
  }

  private void constraints(StringBuilder text) {
    if (description.compositions().isEmpty()) {
      return;
    }
    comment(
        text, "  ", "Sums that every candidate has exactly, and rows of the table to rows-within.");
    text.append("  constraints = [\n");
    for (Composition each : description.compositions()) {
      text.append(
          String.format(
              Locale.ROOT,
              "    { sum = [%s], equals = %s, rows-within = %.3g }%n",
              each.columns().stream()
                  .map(description::called)
                  .map(DescribedConfiguration::quoted)
                  .collect(Collectors.joining(", ")),
              Findings.number(each.whole()),
              // Rounded up, and for sums that are added in another order.
              1.01 * each.off() + 1e-9 * Math.abs(each.whole())));
    }
    text.append("  ]\n");
  }

  private void properties(StringBuilder text) {
    boolean several = description.properties().size() > 1;
    comment(
        text,
        "",
        "minimum: the least value that "
            + (several ? "a" : "the")
            + " property can have, null if there is none.");
    text.append(several ? "property = [\n" : "");
    for (TableDescription.Labels labels : description.properties()) {
      Property property = property(labels.name());
      comment(
          text,
          several ? "  " : "",
          labels
              .floor()
              .map(
                  floor ->
                      String.format(
                          Locale.ROOT,
                          "%,d rows have the least label: it is taken for a floor, below which"
                              + " nothing can be measured.",
                          floor.rows()))
              .orElse("No label stands out as one."));
      text.append(
          String.format(
              Locale.ROOT,
              "%s{ name = %s, unit = %s, minimum = %s }%n",
              several ? "  " : "property ",
              quoted(description.called(property.name())),
              quoted(property.unit()),
              labels.floor().map(floor -> Findings.number(floor.value())).orElse("null")));
    }
    text.append(several ? "]\n\n" : "\n");
  }

  private void data(StringBuilder text) {
    text.append("data {\n");
    if (delimiter != Delimiter.AUTO) {
      text.append("  delimiter = ").append(delimiter.name().toLowerCase(Locale.ROOT)).append('\n');
    }
    if (description.data().rowsDropped() > 0) {
      comment(
          text,
          "  ",
          String.format(
              Locale.ROOT,
              "%,d rows lack a value: they are left out.",
              description.data().rowsDropped()));
      text.append("  missing = drop\n");
    }
    if (description.data().pointsOfSeveralLabels() > 0) {
      comment(
          text,
          "  ",
          String.format(
              Locale.ROOT,
              "%,d of %,d points have several labels, which scatter by %s: mean, median, or keep.",
              description.data().pointsOfSeveralLabels(),
              description.data().points(),
              new Findings(description).noise()));
      text.append("  replicates = mean\n");
    }
    if (!description.renamed().isEmpty()) {
      comment(
          text,
          "  ",
          "Tables of candidates and predictions have other columns of these names, so that yours are",
          "called otherwise here.");
      text.append("  columns {\n");
      description
          .renamed()
          .forEach(
              (column, name) ->
                  text.append(
                      String.format(Locale.ROOT, "    %s = %s%n", quoted(name), quoted(column))));
      text.append("  }\n");
    }
    double validation = validation();
    comment(
        text,
        "  ",
        "Shares of the rows. An ensemble is calibrated on at least 20 validation rows.");
    text.append(
        String.format(
            Locale.ROOT,
            "  validation-fraction = %s%n  test-fraction = %s%n}%n%n",
            validation,
            validation > VALIDATION + TEST - LEAST_TEST ? LEAST_TEST : TEST));
  }

  /** Rows on a floor calibrate nothing: the property that has most of them decides. */
  private double validation() {
    long onFloor =
        description.properties().stream()
            .flatMap(labels -> labels.floor().stream())
            .mapToLong(TableDescription.Floor::rows)
            .max()
            .orElse(0);
    double above = description.rows() - onFloor;
    double share = Math.ceil(100 * VALIDATION_ROWS / Math.max(1, above)) / 100;
    return Math.min(MOST_VALIDATION, Math.max(VALIDATION, share));
  }

  private static void comment(StringBuilder text, String indent, String... lines) {
    for (String line : lines) {
      text.append(indent).append("# ").append(line.replaceAll("\\R", " ")).append('\n');
    }
  }

  private static String quoted(String text) {
    return ConfigUtil.quoteString(text);
  }
}
