package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;

class TestCsvLine {
  private static final List<String> TWO = List.of("length", "field");
  private static final List<String> ONE = List.of("gap");
  private static final String HEADER = ": this is a header row ";
  private static final String DELETE = "; the files hold numbers only: delete the line";
  private static final String SEPARATED = ": its columns are separated by ";

  @ParameterizedTest
  @CsvSource({
    "3.25, 3.25",
    "+3.25, 3.25",
    "-.5, -0.5",
    "5., 5",
    "0, 0",
    "-0.0, -0.0",
    "007, 7",
    "1e-1, 0.1",
    "1E+05, 100000",
    "2.5e3, 2500",
    "3.1000000000000005, 3.1000000000000005",
    "1e-400, 0",
    "'\t3 ', 3",
  })
  void numbersAreRead(String text, double expected) {
    assertThat(new CsvLine("y.csv", 1, text).numbers(ONE)).containsExactly(expected);
  }

  static Stream<Arguments> wrongNumbers() {
    return Stream.of(
        Arguments.of("3.2f", ": '3.2f' is not a number; write 3.2"),
        Arguments.of("3.2d", ": '3.2d' is not a number; write 3.2"),
        Arguments.of("3D", ": '3D' is not a number; write 3"),
        Arguments.of("7L", ": '7L' is not a number; write 7"),
        Arguments.of("0x1.8p1", ": '0x1.8p1' is not a number; write it with decimal digits"),
        Arguments.of("-0X1F", ": '-0X1F' is not a number; write it with decimal digits"),
        Arguments.of("1.5D-3", ": '1.5D-3' is not a number; write its exponent with e: 1.5e-3"),
        Arguments.of("NaN", ": NaN is not a finite number; fix or delete the row"),
        Arguments.of("nan", ": nan is not a finite number; fix or delete the row"),
        Arguments.of("-Infinity", ": -Infinity is not a finite number; fix or delete the row"),
        Arguments.of("inf", ": inf is not a finite number; fix or delete the row"),
        Arguments.of("NA", ": NA is not a finite number; fix or delete the row"),
        Arguments.of("-", ": - is not a finite number; fix or delete the row"),
        Arguments.of("1e999", ": 1e999 is too large a number; fix or delete the row"),
        Arguments.of("", " is empty; fix or delete the row"),
        Arguments.of("zero", ": 'zero' is not a number; fix or delete the row"),
        Arguments.of("1_000", ": '1_000' is not a number; fix or delete the row"),
        Arguments.of("3 16", ": '3 16' is not a number; fix or delete the row"),
        Arguments.of("1e", ": '1e' is not a number; fix or delete the row"),
        Arguments.of(".", ": '.' is not a number; fix or delete the row"),
        Arguments.of("1.2.3", ": '1.2.3' is not a number; fix or delete the row"),
        Arguments.of(
            "\u22120.5",
            ": '\u22120.5' is not a number; it holds U+2212 (MINUS SIGN); fix or delete the row"),
        Arguments.of(
            "\u00a03",
            ": '\u00a03' is not a number; it holds U+00A0 (NO-BREAK SPACE); fix or delete the row"),
        Arguments.of(
            "\u0663",
            ": '\u0663' is not a number; it holds U+0663 (ARABIC-INDIC DIGIT THREE); fix or delete"
                + " the row"),
        Arguments.of(
            "3".repeat(50) + "x",
            ": '" + "3".repeat(40) + "…' is not a number; fix or delete the row"));
  }

  @ParameterizedTest
  @MethodSource("wrongNumbers")
  void whatIsNoNumberIsNamedWithAWayOut(String field, String message) {
    assertRefused(2, "3," + field, ", line 2, column 2 (field)" + message);
  }

  static Stream<Arguments> wrongLines() {
    return Stream.of(
        Arguments.of(1, "length,field", HEADER + "(length,field)" + DELETE),
        Arguments.of(
            1, "\"length\";\"field (eV)\"", HEADER + "(\"length\";\"field (eV)\")" + DELETE),
        Arguments.of(1, ",a,b,c", HEADER + "(,a,b,c)" + DELETE),
        Arguments.of(1, "a\tb", HEADER + "(a\\u0009b)" + DELETE),
        Arguments.of(1, "a b", HEADER + "(a b)" + DELETE),
        Arguments.of(1, "länge,größe", HEADER + "(länge,größe)" + DELETE),
        Arguments.of(1, "# length,field", " is a comment (# length,field)" + DELETE),
        Arguments.of(7, "% 3,0", " is a comment (% 3,0)" + DELETE),
        Arguments.of(7, "// 3,0", " is a comment (// 3,0)" + DELETE),
        Arguments.of(2, "", " is blank; delete it"),
        Arguments.of(2, " \t", " is blank; delete it"),
        Arguments.of(1, "3\t0", SEPARATED + "tabs (3\\u00090); write commas"),
        Arguments.of(1, "3;0", SEPARATED + "semicolons (3;0); write commas"),
        Arguments.of(1, "3|0", SEPARATED + "vertical bars (3|0); write commas"),
        Arguments.of(1, "3.0  0", SEPARATED + "blanks (3.0  0); write commas"),
        Arguments.of(
            1,
            "3,16;0,5",
            SEPARATED
                + "semicolons and its decimals by commas (3,16;0,5); write commas between the columns"
                + " and decimal points"),
        Arguments.of(
            1,
            "3,16,0,5",
            " has 4 columns; expected 2: length, field; if its decimals are written with commas, write"
                + " points"),
        Arguments.of(
            1, "\"3\",\"0\"", ": its numbers stand in quotes (\"3\",\"0\"); write them without"),
        Arguments.of(1, "'3','0'", ": its numbers stand in quotes ('3','0'); write them without"),
        Arguments.of(
            1,
            "3,0,",
            " has 3 columns; expected 2: length, field; it ends with a comma: delete that"),
        Arguments.of(
            5,
            "4,3,0",
            " has 3 columns; expected 2: length, field; if its first column numbers the rows, leave"
                + " that out"),
        Arguments.of(5, "3,0,1.5", " has 3 columns; expected 2: length, field"),
        Arguments.of(5, "3", " has 1 column; expected 2: length, field"),
        Arguments.of(
            5, "3\0,0\0", " holds a character that cannot be seen, U+0000 (NULL); delete it"),
        Arguments.of(
            5,
            "3,\u001b[31m0",
            " holds a character that cannot be seen, U+001B (ESCAPE); delete it"),
        Arguments.of(
            5,
            "3,0\u200b",
            " holds a character that cannot be seen, U+200B (ZERO WIDTH SPACE); delete it"),
        Arguments.of(5, "\ufeff3,0", " holds a byte order mark, U+FEFF; delete it"),
        Arguments.of(
            5, "3,\ufffd", " holds bytes that are not text in UTF-8; save the file as UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("wrongLines")
  void whatIsNoRowIsNamedWithAWayOut(int number, String text, String message) {
    assertRefused(number, text, ", line " + number + message);
  }

  @Test
  void wordsBelowTheFirstLineAreNoHeader() {
    assertRefused(
        2, "a,b", ", line 2, column 1 (length): 'a' is not a number; fix or delete the row");
  }

  private static void assertRefused(int number, String text, String message) {
    assertThatThrownBy(() -> new CsvLine("x.csv", number, text).numbers(TWO))
        .isInstanceOf(InputException.class)
        .hasMessage("x.csv" + message);
  }
}
