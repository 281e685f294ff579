package org.matdesinne.spark.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

class TestFormula {
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("x", "p0");
    COLUMNS.put("X", "p1");
    COLUMNS.put("height [m]", "p2");
    COLUMNS.put("a.b", "p3");
  }

  private static String sql(String text) {
    return Formula.sql(text, "oracle.formulas.y", COLUMNS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5 * 3 | (0.5D * 3.0D)",
        "1e300 / 1E-5 | (1.0E300D / 1.0E-5D)",
        "-2 | -2.0D",
        "- x | (- p0)",
        "+ x | p0",
        "x + X | (p0 + p1)",
        "2147483648 * 4000000000 | (2.147483648E9D * 4.0E9D)",
        "`height [m]` % 2 - `a.b` | ((p2 % 2.0D) - p3)",
        "0.1000000000000000055511151231257827 | 0.1D",
        "floor(x) | CAST(floor(p0) AS DOUBLE)",
        "round(x, 2) | round(p0, CAST(2.0D AS INT))",
        "CASE WHEN x > 1 AND NOT X = 2 THEN 1 ELSE POW(x, 2) END | (CASE WHEN ((p0 > 1.0D) AND (NOT (p1 = 2.0D))) THEN 1.0D ELSE pow(p0, 2.0D) END)",
        "x BETWEEN 0 AND 1 | ((p0 >= 0.0D) AND (p0 <= 1.0D))",
        "if(x < 0, 0, x) | if((p0 < 0.0D), 0.0D, p0)",
        "cast(x > 0 as double) | CAST((p0 > 0.0D) AS DOUBLE)",
        "pi() | pi()"
      })
  void numbersAreDoublesAndNamesAreColumns(String text, String expected) {
    assertThat(sql(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rand() | calls rand, which formulas may not; they may call abs, acos",
        "reflect('java.lang.System', 'exit', 1) | calls reflect, which formulas may not",
        "java_method('java.lang.System', 'exit', 1) | calls java_method, which",
        "my_function(x) | calls my_function, which formulas may not",
        "current_timestamp() | which formulas may not",
        "spark_catalog.default.sin(x) | calls sin, which formulas may not",
        "(select max(a) from t) | holds ScalarSubquery, and may hold numbers",
        "exists (select 1 from t) | holds Exists, and may hold numbers",
        "sum(x) over (order by x) | calls sum, which",
        "x over (order by x) | is no formula",
        "sum(x) | calls sum, which formulas may not",
        "sin(distinct x) | calls sin as an aggregate",
        "explode(array(1, 2)) | calls explode, which",
        "x ^ 2 | holds BitwiseXor, and may hold numbers, names, + - * / %, comparisons, AND, OR, NOT, CASE WHEN … THEN … ELSE … END, and functions; write power(a, b) for a to the power of b",
        "identifier('sin')(x) | holds ",
        "y | names y, which is unknown; known here: x, X, `height [m]`, `a.b`",
        "a.b | names a.b, which is unknown",
        "height | names height, which is unknown",
        "x + 'text' | holds text, which is no number",
        "date '2020-01-01' | which is no number",
        "sin(x | is no formula: Syntax error",
        "x x y | is no formula: Syntax error",
        "1e999 | is no formula:"
      })
  void whatIsNoHarmlessFormulaIsRefused(String text, String message) {
    assertThatThrownBy(() -> sql(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("oracle.formulas.y, \"" + text + "\", ")
        .hasMessageContaining(message);
  }

  @Test
  void anEmptyFormulaIsRefused() {
    assertThatThrownBy(() -> sql(" "))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("oracle.formulas.y, \" \", is no formula: Syntax error");
  }
}
