package org.matdesinne.oracle;

import org.matdesinne.config.Section;

/**
 * The section {@code oracle} of a configuration: which calculation, and what its values mean.
 *
 * @param calculation of the properties
 * @param truth whether it is the truth of data that it did not make itself: candidates of models of
 *     such data are then measured by it, too
 */
public record OracleSettings(Calculation calculation, boolean truth) {

  /** Which calculation, and all that it needs. */
  public sealed interface Calculation
      permits TightBindingSettings, ExpressionSettings, ProgramSettings {}

  /** The values of the key {@code kind}. */
  enum Kind {
    /** {@link TightBinding}. */
    TIGHT_BINDING,
    /** Formulas over the parameters. */
    EXPRESSION,
    /** {@link ProgramOracle}. */
    EXTERNAL
  }

  /** Reads {@code kind}, the keys of that kind and, where it is given, {@code truth}. */
  public static OracleSettings from(Section section) {
    Calculation calculation =
        switch (section.choice("kind", Kind.class)) {
          case TIGHT_BINDING -> TightBindingSettings.from(section);
          case EXPRESSION -> ExpressionSettings.from(section);
          case EXTERNAL -> ProgramSettings.from(section);
        };
    return new OracleSettings(calculation, section.has("truth") && section.flag("truth"));
  }
}
