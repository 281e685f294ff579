package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter.Role;

class TestLimit {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 6, 4, Role.LATTICE, 4),
              new DesignParameter("angle", "degree", 60, 120, 90, Role.LATTICE, 90),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final Ranges SEEN =
      new Ranges(new double[] {3, 80, -1}, new double[] {5, 91, 0.75});

  private static Limit limit(String text) {
    return Section.read(ConfigFactory.parseString(text), Limit::from);
  }

  @Test
  void aDeviationConcernsAllParametersOfItsRole() {
    Ranges allowed = limit("role = lattice, deviation = 0.1").within(SEEN, SPACE);
    assertThat(allowed)
        .isEqualTo(
            new Ranges(
                new double[] {4 - 0.1 * 4, 90 - 0.1 * 90, -1},
                new double[] {4 + 0.1 * 4, 91, 0.75}));
  }

  @Test
  void aLimitOfOneParameterLeavesTheOthers() {
    Ranges allowed = limit("parameter = field, minimum = -0.5, maximum = 2").within(SEEN, SPACE);
    assertThat(allowed)
        .isEqualTo(new Ranges(new double[] {3, 80, -0.5}, new double[] {5, 91, 0.75}));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "parameter = c, minimum = 0, maximum = 1 | concerns no design parameter; there are: length",
        "parameter = field, minimum = 0.8, maximum = 1 | leaves nothing of 'field', which lies in",
        "parameter = field, minimum = 1, maximum = 0 | give the lesser value first",
        "role = lattice, deviation = 0 | 'deviation' is 0",
        "role = lattice, minimum = 1 | deviation",
      })
  void whatCannotBeMeantIsAnError(String text, String message) {
    assertThatThrownBy(() -> limit(text).within(SEEN, SPACE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
