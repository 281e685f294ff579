package org.matdesinne.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;

class TestColumnNames {

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("no clash", List.of("a", "b"), List.of("y"), Map.of()),
        Arguments.of(
            "a column of candidates",
            List.of("status"),
            List.of("y"),
            Map.of("status", "status_2")),
        Arguments.of(
            "small letters or not", List.of("Model"), List.of("y"), Map.of("Model", "Model_2")),
        Arguments.of(
            "raw and final", List.of("x_raw", "x"), List.of("y"), Map.of("x_raw", "x_raw_2")),
        Arguments.of(
            "two that differ by case", List.of("T", "t"), List.of("y"), Map.of("t", "t_2")),
        Arguments.of(
            "three of one name",
            List.of("Status", "status"),
            List.of("STATUS"),
            Map.of("Status", "Status_2", "status", "status_4", "STATUS", "STATUS_3")),
        Arguments.of(
            "the next number is taken",
            List.of("split", "split_2"),
            List.of("y"),
            Map.of("split", "split_3")),
        Arguments.of(
            "a property of one table", List.of("a"), List.of("split"), Map.of("split", "split_2")),
        Arguments.of("a property of no table", List.of("a"), List.of("status"), Map.of()),
        Arguments.of(
            "predictions of several properties",
            List.of("predicted_y"),
            List.of("y", "z"),
            Map.of("predicted_y", "predicted_y_2")),
        Arguments.of(
            "the same prediction of one property", List.of("predicted_y"), List.of("y"), Map.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void aNameThatCannotStayGetsANumber(
      String name, List<String> parameters, List<String> properties, Map<String, String> renamed) {
    ColumnNames names = ColumnNames.of(parameters, properties);
    if (renamed.isEmpty()) {
      names.require();
    } else {
      assertThatThrownBy(names::require).isInstanceOf(InputException.class);
    }
    assertThat(names.renamed().keySet()).isEqualTo(renamed.keySet());
    ColumnNames.of(called(parameters, names), called(properties, names)).require();
  }

  private static List<String> called(List<String> columns, ColumnNames names) {
    Map<String, String> renamed = names.renamed();
    return columns.stream().map(column -> renamed.getOrDefault(column, column)).toList();
  }

  @Test
  void propertiesWhosePredictionsWouldHaveOneNameArePartedToo() {
    ColumnNames names = ColumnNames.of(List.of("a"), List.of("raw_y", "y", "z"));
    assertThat(names.renamed()).isEqualTo(Map.of("y", "y_2"));
    assertThatThrownBy(names::require)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "'y' cannot be the name of a parameter or property: the table 'candidates' would have two"
                + " columns 'predicted_raw_y'; call it otherwise, such as 'y_2', and say what your"
                + " table calls it by data.columns { \"y_2\" = \"y\" }");
  }
}
