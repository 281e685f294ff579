package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

class TestPointText {
  private static final DesignParameter.Role ROLE = new DesignParameter.Role("parameter");
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("a", "m", -2, 2, 0, ROLE, 1),
              new DesignParameter("a (%)", "1", 0, 100, 50, ROLE, 1),
              new DesignParameter("fixed", "K", 300, 300, 300, ROLE, 1)));

  @Test
  void aPointNamesEachParameterThatVaries() {
    assertThat(PointText.parse(" a (%)=7e1, a = -.5", SPACE)).containsExactly(-0.5, 70, 300);
    assertThat(PointText.parse("fixed=300,a=1,a (%)=2", SPACE)).containsExactly(1, 2, 300);
    assertThat(PointText.isPoint("a = 1", SPACE)).isTrue();
    assertThat(PointText.isPoint("a.csv", SPACE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1            | point 'a=1' gives no a (%); give all of: a, a (%), fixed",
        "a=1, a=2       | 'a=2' gives a twice",
        "a=one          | 'a=one' gives no number",
        "a=1, b=2       | 'b=2' begins with the name of no design parameter",
        "a=1e999, a (%)=1 | holds a number that is not finite",
      })
  void whatIsNoPointIsNamed(String text, String message) {
    assertThatThrownBy(() -> PointText.parse(text, SPACE))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("point '" + text + "'")
        .hasMessageContaining(message);
  }
}
