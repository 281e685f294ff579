package org.matdesinne.spark.storage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

/**
 * The names of a design's columns among those of all tables. Capital and small letters are the same
 * there, as they are to Spark and to many a catalog.
 *
 * @param names of the parameters, then of the properties
 * @param parameters how many of them are parameters
 */
public record ColumnNames(List<String> names, int parameters) {

  /** The names of a design. */
  public static ColumnNames of(DesignSpace space, Properties properties) {
    return of(space.names(), properties.names());
  }

  /** The names of parameters and properties. */
  public static ColumnNames of(List<String> parameters, List<String> properties) {
    return new ColumnNames(
        Stream.concat(parameters.stream(), properties.stream()).toList(), parameters.size());
  }

  /**
   * Two columns of one name.
   *
   * @param table that would have them
   * @param column their name
   * @param culprit position of the name that has to be another one
   */
  private record Clash(TableSchema table, String column, int culprit) {}

  /**
   * Checks that no table would have two columns of one name.
   *
   * @throws InputException when one would, saying how to give another name to which
   */
  public void require() {
    clash()
        .ifPresent(
            clash -> {
              String name = names.get(clash.culprit);
              String other = other(name);
              throw new InputException(
                  "'%s' cannot be the name of a parameter or property: %s; call it otherwise, such as"
                      + " '%s', and say what your table calls it by data.columns { \"%s\" = \"%s\" }",
                  name, reason(clash), other, other, name);
            });
  }

  private String reason(Clash clash) {
    return IntStream.range(0, names.size())
        .filter(i -> i != clash.culprit)
        .mapToObj(names::get)
        .filter(names.get(clash.culprit)::equalsIgnoreCase)
        .findFirst()
        .map(
            same -> "it differs from '" + same + "' in capital letters only, as no two columns may")
        .orElseGet(
            () ->
                "the table '"
                    + clash.table.tableName()
                    + "' would have two columns '"
                    + clash.column
                    + "'");
  }

  /** Other names for those that cannot stay, by these; empty where all can. */
  public Map<String, String> renamed() {
    Map<String, String> renamed = new LinkedHashMap<>();
    ColumnNames now = this;
    for (Optional<Clash> clash = now.clash(); clash.isPresent(); clash = now.clash()) {
      int culprit = clash.get().culprit;
      String column = names.get(culprit);
      now = now.with(culprit, now.other(column));
      renamed.put(column, now.names.get(culprit));
    }
    return renamed;
  }

  /** The name with the first number behind it that makes it one of its own. */
  private String other(String name) {
    return Stream.iterate(2, number -> number + 1)
        .map(number -> name + "_" + number)
        .filter(each -> names.stream().noneMatch(each::equalsIgnoreCase))
        .findFirst()
        .orElseThrow();
  }

  private ColumnNames with(int index, String name) {
    List<String> changed = new ArrayList<>(names);
    changed.set(index, name);
    return new ColumnNames(changed, parameters);
  }

  private Optional<Clash> clash() {
    for (TableSchema table : TableSchema.values()) {
      Set<String> seen = new HashSet<>();
      for (String column : columns(table)) {
        if (!seen.add(column)) {
          return Optional.of(new Clash(table, column, culprit(table, column)));
        }
      }
    }
    return Optional.empty();
  }

  /** The last of the names that would part them: the column's own where that is one. */
  private int culprit(TableSchema table, String column) {
    long now = ofColumn(this, table, column);
    List<Integer> parting =
        IntStream.range(0, names.size())
            .filter(i -> ofColumn(with(i, other(names.get(i))), table, column) < now)
            .boxed()
            .toList();
    return parting.stream()
        .filter(i -> names.get(i).equalsIgnoreCase(column))
        .reduce((first, last) -> last)
        .orElseGet(() -> parting.get(parting.size() - 1));
  }

  private static long ofColumn(ColumnNames names, TableSchema table, String column) {
    return names.columns(table).stream().filter(column::equals).count();
  }

  private List<String> columns(TableSchema table) {
    DesignParameter.Role role = new DesignParameter.Role("parameter");
    DesignSpace space =
        new DesignSpace(
            names.subList(0, parameters).stream()
                .map(name -> new DesignParameter(name, "1", 0, 1, 0, role, 1))
                .toList());
    Properties properties =
        new Properties(
            names.subList(parameters, names.size()).stream()
                .map(name -> new Property(name, "1", null))
                .toList());
    return table.fields(space, properties).stream()
        .map(column -> column.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
