package org.matdesinne.localization;

import java.io.Serializable;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;

/**
 * How candidates are localized.
 *
 * @param tolerance greatest distance of a prediction from a wanted value that ends a candidate, of
 *     each property
 * @param optimizer what moves it
 */
public record LocalizationSettings(Amounts tolerance, Optimizer optimizer) implements Serializable {

  /** Of the property's spread, where the configuration gives no tolerance. */
  private static final double TOLERANCE_SHARE = 0.002;

  private enum Method {
    ADAM,
    GAUSS_NEWTON
  }

  /** Reads {@code tolerance, method} and a section of each method's settings. */
  public static LocalizationSettings from(Section section) {
    AdamDescent adam = section.section("adam", AdamDescent::from);
    GaussNewton gaussNewton = section.section("gauss-newton", GaussNewton::from);
    return new LocalizationSettings(
        section.positiveAmounts("tolerance", TOLERANCE_SHARE),
        switch (section.choice("method", Method.class)) {
          case ADAM -> adam;
          case GAUSS_NEWTON -> gaussNewton;
        });
  }
}
