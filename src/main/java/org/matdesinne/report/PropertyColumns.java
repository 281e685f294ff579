package org.matdesinne.report;

import java.util.List;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

/**
 * Columns of a table on the screen of which each property has one.
 *
 * @param properties that have them
 */
record PropertyColumns(Properties properties) {

  /** The columns of a quantity. */
  List<TextTable.Column> titled(String title) {
    return properties.each().stream()
        .map(property -> TextTable.Column.numbers(title + "\n" + name(property)))
        .toList();
  }

  private String name(Property property) {
    return properties.several() ? property.name() + "\n" + property.unit() : property.unit();
  }

  /** The cells of errors; a dash where one is not a number. */
  static List<String> cells(Amounts errors) {
    return errors.each().stream().map(NumberFormat.ERROR::orDash).toList();
  }

  /** The columns of several quantities, in the order: all properties of the first, and so on. */
  static <T> List<T> joined(List<List<T>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }
}
