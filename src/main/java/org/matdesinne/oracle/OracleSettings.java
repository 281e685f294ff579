package org.matdesinne.oracle;

import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;

/** Which oracle, and all it needs: the section {@code oracle} of a configuration. */
public sealed interface OracleSettings permits TightBindingSettings {

  /** The values of the key {@code kind}. */
  enum Kind {
    /** {@link TightBinding}. */
    TIGHT_BINDING
  }

  /** Reads {@code kind} and the keys of that kind. */
  static OracleSettings from(Section section) {
    return switch (section.choice("kind", Kind.class)) {
      case TIGHT_BINDING -> TightBindingSettings.from(section);
    };
  }

  /**
   * The oracle for points of {@code space}.
   *
   * @throws org.matdesinne.config.InputException when the space lacks a parameter that the oracle
   *     needs, or has it in another unit
   */
  Oracle oracle(DesignSpace space);
}
