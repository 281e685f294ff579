package org.matdesinne.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestTableDescription {
  private static ColumnProfile column(Double... values) {
    TableProfile profile = new TableProfile(1);
    TableProfile second = new TableProfile(1);
    for (int i = 0; i < values.length; i++) {
      (i % 2 == 0 ? profile : second).add(new Double[] {values[i]});
    }
    return profile.merge(second).column(0);
  }

  @Test
  void aColumnIsKnownByItsValues() {
    ColumnProfile mixed = column(1.5, null, -2.0, Double.NaN, 4.0);
    assertThat(mixed.numbers()).isEqualTo(3);
    assertThat(mixed.missing()).isEqualTo(1);
    assertThat(mixed.others()).isEqualTo(1);
    assertThat(mixed.minimum()).isEqualTo(-2);
    assertThat(mixed.maximum()).isEqualTo(4);
    assertThat(mixed.isWhole()).isFalse();
    assertThat(mixed.isText()).isFalse();
    assertThat(mixed.levels()).as("too few rows to speak of levels").isEmpty();

    assertThat(column(Double.NaN, Double.NaN, 1.0).isText()).isTrue();
    assertThat(column(null, null, null).isEmpty()).isTrue();
    assertThat(column(3.0, null, 3.0).isConstant()).isTrue();
  }

  @Test
  void aFewValuesOfManyRowsAreLevels() {
    Double[] values = new Double[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2.0 * (i % 3);
    }
    TableDescription.Column column = new TableDescription.Column("n", column(values));
    assertThat(column.profile().levels()).containsExactly(0.0, 2.0, 4.0);
    assertThat(Findings.levels(column)).isEqualTo("n takes whole numbers only: 0, 2, 4");
  }

  @ParameterizedTest
  @CsvSource({
    "99.89, 100.1, 100, true",
    "0.99, 1.01, 1, true",
    "37.5, 37.5, 37.5, true",
    "0.9999999999999999, 1.0000000000000002, 1, true",
    "0.5, 1.5, 1, false"
  })
  void theWholeOfACompositionIsARoundNumber(
      double least, double greatest, double whole, boolean holds) {
    Composition composition = new Composition(List.of("a", "b"), least, greatest);
    assertThat(composition.whole()).isEqualTo(whole);
    assertThat(composition.holds()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 200, 2,   0, 1000, true",
    "0, 200, 150, 0, 1000, false",
    "3, 200, 2,   0, 1000, false",
    "0, 10,  1,   0, 1000, false"
  })
  void aLeastLabelThatStandsOutIsAFloor(
      double value, long count, long next, double least, long rows, boolean expected) {
    assertThat(TableDescription.Floor.of(value, count, next, least, rows).isPresent())
        .isEqualTo(expected);
  }
}
