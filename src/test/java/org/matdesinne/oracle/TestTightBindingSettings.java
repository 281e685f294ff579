package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;

class TestTightBindingSettings {

  @Test
  void findsTheCellWhereverItStandsInTheDesignSpace() {
    double[] cell = {2.9, 3.3, 12.9, 84, 97, 126, 0.4};
    double[] swapped = {3.3, 2.9, 12.9, 97, 84, 126, 0.4};
    Oracle named = Mos2.settings("cell = [b, a, c, beta, alpha, gamma]").oracle(Mos2.space());

    assertThat(named.evaluate(swapped)).isEqualTo(Mos2.oracle().evaluate(cell));
  }

  @Test
  void rejectsACellParameterThatIsNotInTheDesignSpace() {
    TightBindingSettings settings = Mos2.settings("cell = [a, b, height, alpha, beta, gamma]");

    assertThatThrownBy(() -> settings.oracle(Mos2.space()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "there is no design parameter 'height'; there are: a, b, c, alpha, beta, gamma, field");
  }

  @Test
  void rejectsACellParameterInTheWrongUnit() {
    TightBindingSettings settings = Mos2.settings("cell = [a, b, gamma, alpha, beta, c]");

    assertThatThrownBy(() -> settings.oracle(Mos2.space()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "oracle.cell[2] is the design parameter 'gamma' in degree; it must be one in angstrom");
  }

  @Test
  void rejectsAnIncompleteCell() {
    assertRejected("cell = [a, b, c]", "name the six design parameters");
  }

  @Test
  void rejectsASiteWithoutThreeCoordinates() {
    assertRejected("sites.metal = [0.5, 0.5]", "give three fractional coordinates");
  }

  @Test
  void rejectsElectronsThatFillEveryBand() {
    assertRejected("filled-bands = 11", "one band at least stays empty of 11");
  }

  @Test
  void rejectsAnUnknownKind() {
    assertRejected("kind = crystal-ball", "allowed: tight-binding");
  }

  @Test
  void rejectsAnUnknownKey() {
    assertRejected("ligand-field.colour = 1", "unknown configuration key 'ligand-field.colour'");
  }

  private static void assertRejected(String change, String message) {
    assertThatThrownBy(() -> Mos2.settings(change))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
