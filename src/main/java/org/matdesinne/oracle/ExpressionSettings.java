package org.matdesinne.oracle;

import java.util.List;
import java.util.Map;
import org.matdesinne.config.Section;

/**
 * Formulas over the design parameters, in SQL.
 *
 * @param let intermediate results, in the order in which they are calculated: each may use the
 *     parameters and those before it
 * @param formulas of the properties, by the properties' names
 */
public record ExpressionSettings(List<Named> let, Map<String, String> formulas)
    implements OracleSettings.Calculation {

  /**
   * An intermediate result.
   *
   * @param name by which later formulas call it
   * @param formula in SQL
   */
  public record Named(String name, String formula) {
    private static Named from(Section section) {
      return new Named(section.string("name"), section.string("formula"));
    }
  }

  /** Reads {@code formulas} and, where there is one, the list {@code let}. */
  static ExpressionSettings from(Section section) {
    return new ExpressionSettings(
        section.has("let") ? section.sections("let", Named::from) : List.of(),
        section.texts("formulas"));
  }
}
